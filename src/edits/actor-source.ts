/** Which names hold the user who sends the request, judged by how they are called and where their value comes from. */
import type { Binding } from "../scope/bindings.js";
import type { SourceFile } from "../source-file.js";
import { calleeName, dottedPath, memberName, propertyName, unwrap, type CallNode, type Node } from "../syntax/ast.js";
import { splitWords } from "../syntax/names.js";

const HOLDER_RANKS: readonly (readonly [RegExp, number])[] = [
  [/^session$/i, 0],
  [/^(?:_?req|_?request|ctx|context|locals|c|event)$/, 1],
  [/^(?:auth|(?:auth|current|authenticated|session|effective|acting|requesting|calling)User|current(?:Member|Admin|Account)|authResult|viewer|me)$/, 2],
  [/^(?:payload|decoded|claims|jwtPayload|tokenPayload|decodedToken)$/, 3],
  [
    /^(?:user|(?:exist(?:s|ing|ed)|db|found|new|created|updated|saved|registered|logged(?:In)?|signedIn|login|matched|verified)User|user(?:Data|Info|Doc|Record|Row)|account|admin|member|caller|data|sessionData)$/,
    4,
  ],
];

/** How good a source of the actor a dotted read is, 0 the best; undefined for what names no one, or someone else. */
export function rankOfHolder(path: readonly string[]): number | undefined {
  const [root] = path;
  const rank = HOLDER_RANKS.find(([pattern]) => pattern.test(root!))?.[1];
  if (rank === undefined) return undefined;
  // Hono's `c.var.userId` is what `c.get("userId")` gives.
  const middle = path.slice(path[1] === "var" && path.length > 2 ? 2 : 1, -1);
  const last = path.at(-1)!;
  // What an application has written on a payment, to know it again.
  if (middle.includes("metadata")) return undefined;
  if (rank === 1 || root === "data") {
    if (middle.some((name) => /^(?:params|query|body|headers)$/.test(name))) return undefined;
    // An event may speak of any account.
    const holders = root === "event" || root === "data" ? /^(?:user|auth|session)$/ : /^(?:user|auth|session|admin|member|viewer|principal)$/;
    const speaksOfUser = middle.some((name) => splitWords(name).some((word) => holders.test(word)));
    return speaksOfUser || (middle.length === 0 && /^user/.test(last)) ? rank : undefined;
  }
  if (rank === 0) return middle.includes("user") || /^user|sub/.test(last) ? rank : undefined;
  return middle.every((name) => /user|session|data|payload/i.test(name)) ? rank : undefined;
}

/**
 * `checked.claims.sub`, whatever the answer to a look at the token is called: `const { data: checked } = await
 * auth.getClaims(token)`.
 */
export function isClaim(path: readonly string[], root: Binding | undefined): boolean {
  if (path.at(-1) !== "sub" || path.at(-2) !== "claims" || path.length < 3) return false;
  return root?.kind === "variable" && root.init !== undefined && isSessionLike(root.init);
}

/** `const payload = JSON.parse(body)`, `await request.json()`: whatever it says of a user, the client has said it. */
export function isSentByClient(init: Node): boolean {
  const inner = unwrap(init);
  const call = inner.type === "AwaitExpression" ? unwrap(inner.argument) : inner;
  return call.type === "CallExpression" && /^(?:json|parse|parseAsync|safeParse|formData|text)$/.test(calleeName(call) ?? "");
}

/** Names under which a user is looked up, who need not be the one that asks. */
export function isLoadedUser(name: string): boolean {
  return HOLDER_RANKS.at(-1)![0].test(name);
}

const SESSION_WORDS = new Set(["session", "auth", "authenticated", "current", "jwt", "token", "decode", "claims", "require", "me"]);
const REQUEST_NAMES = /^(?:_?req|_?request|ctx|context|c|event|authHeader|authorization|token|accessToken|jwt)$/;
const USER_READERS = /^(?:getUser|getSession|getServerSession|getAuth|currentUser)$/;

/** True when a value comes out of the request's session or token: `await auth()`, `getUser(req)`, `jwt.verify(token, …)`. */
export function isSessionLike(init: Node): boolean {
  const inner = unwrap(init);
  if (inner.type !== "CallExpression") {
    const path = dottedPath(inner);
    return path !== undefined && path.length > 1 && (rankOfHolder([...path, "id"]) ?? 9) < 4;
  }
  const name = calleeName(inner) ?? "";
  if (USER_READERS.test(name) || isAskedOfNobody(inner) || isLeftByGuard(inner)) return true;
  if (inner.arguments.some((argument) => REQUEST_NAMES.test(dottedPath(argument)?.join(".") ?? "")))
    return !/^(?:find|load|select|query)/.test(name);
  const words = splitWords(name);
  if (words.some((word) => /^(?:create|delete|sign|insert|update|find)$/.test(word))) return false;
  return words.some((word) => SESSION_WORDS.has(word));
}

/** `c.get("user")`, `ctx.get("userId")`: what middleware has put beside the request, under a name that says who asks. */
function isLeftByGuard({ callee, arguments: [key] }: CallNode): boolean {
  if (callee.type !== "MemberExpression" || memberName(callee) !== "get" || key?.type !== "Literal") return false;
  const root = dottedPath(callee.object);
  return root?.length === 1 && CONTEXT_NAME.test(root[0]!) && splitWords(String(key.value)).some((word) => WHO_ASKS.test(word));
}

const CONTEXT_NAME = /^(?:c|ctx|context)$/;
const WHO_ASKS = /^(?:users?|uid|session|auth|jwt|claims|member|viewer|caller|principal|admin|identity)$/;

const GIVES = /^(?:get|require|ensure|assert|resolve|load|fetch|read|check|verify|use)$/;
const WHO_CALLS = /^(?:user|member|viewer|caller|identity|principal|context)$/;
const ANYBODY = /^(?:random|first|last|next|default|system|service|bot|root|admin|test|mock|fake|demo|sample|guest|anonymous|all|any|new|by|for)$/;

/** `getEffectiveUser()`, `requireMember()`: who is given nobody's name or request can only mean the one who calls. */
export function isAskedOfNobody({ callee, arguments: given }: CallNode): boolean {
  if (given.length > 0 || callee.type !== "Identifier") return false;
  const [first = "", ...rest] = splitWords(callee.name);
  if (!GIVES.test(first) || rest.some((word) => ANYBODY.test(word))) return false;
  return rest.some((word) => WHO_CALLS.test(word));
}

const OWNER_FIELD = /^(?:user|owner|author|actor|account|createdBy|created_by|updatedBy|updated_by)(?:_?id)?$/i;

/** True when the file itself takes the value for a user's id: `{ userId: session.id }`, `db.user.findById(session.id)`. */
export function isKnownUser(path: readonly string[], file: SourceFile): boolean {
  const wanted = path.join(".");
  const last = path.at(-1);
  return file.outline.members.some((member) => {
    if (memberName(member) !== last || dottedPath(member)?.join(".") !== wanted) return false;
    let use: Node = member;
    while (use.parent?.type === "TSNonNullExpression" || use.parent?.type === "ChainExpression") use = use.parent;
    const { parent } = use;
    if (parent?.type === "Property" && parent.value === use) return OWNER_FIELD.test(propertyName(parent) ?? "");
    if (parent?.type !== "CallExpression" || parent.callee === use) return false;
    return splitWords((dottedPath(parent.callee) ?? [calleeName(parent) ?? ""]).join(".")).some(
      (word) => word === "user" || word === "users",
    );
  });
}
