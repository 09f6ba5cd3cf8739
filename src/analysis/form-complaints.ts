/**
 * Refusals that only complain of what was filled in: a field that is missing or of the wrong shape, a body that no schema
 * takes. Told by what the answer hangs on: a look at the request's own data, and at nothing that the server knows.
 */
import type { TSESTree } from "@typescript-eslint/utils";
import type { SourceFile } from "../source-file.js";
import { calleeName, dottedPath, isFunction, memberName, parameterName, unwrap, type CallNode, type Node } from "../syntax/ast.js";
import { splitWords } from "../syntax/names.js";
import { walk } from "../syntax/walk.js";
import { testsAround } from "./branch-tests.js";

export interface FormComplaint {
  /** True where what is missing or malformed is a credential: a password, a code, a token. */
  readonly ofCredential: boolean;
  /** True where it is one that was given out to prove something: a code, a token; not a password. */
  readonly ofProof: boolean;
  /** True where it says who is calling: the id of a user, a key. */
  readonly ofCaller: boolean;
}

/** Undefined where the answer hangs on more than the form, or the file does not tell. */
export function formComplaint(answer: Node, file: SourceFile): FormComplaint | undefined {
  const tests = testsAround(answer);
  const innermost = tests[0];
  if (innermost === undefined || !looksAtForm(innermost, file)) return undefined;
  const named = wordsNamed(innermost);
  const names = (words: ReadonlySet<string>): boolean => named.some((word) => words.has(word));
  return { ofCredential: names(PASSWORDS) || names(PROOFS), ofProof: names(PROOFS), ofCaller: names(CALLERS) };
}

/** Every part of the test asks for the shape of something that was sent. */
function looksAtForm(test: Node, file: SourceFile): boolean {
  const inner = unwrap(test);
  switch (inner.type) {
    case "LogicalExpression":
      return looksAtForm(inner.left, file) && looksAtForm(inner.right, file);
    case "UnaryExpression":
      return looksAtForm(inner.argument, file);
    case "BinaryExpression":
      return comparesForm(inner, file);
    case "CallExpression":
      return asksShape(inner, file);
    case "Identifier":
    case "MemberExpression":
      return isSent(inner, file);
    default:
      return false;
  }
}

/**
 * `typeof name !== "string"`, `password.length < 8`, `error instanceof ZodError`, `error.name === "ZodError"`; a comparison of
 * two things that were sent.
 */
function comparesForm({ left, right, operator }: TSESTree.BinaryExpression, file: SourceFile): boolean {
  if (operator === "instanceof") return FORM_ERRORS.test(dottedPath(right)?.at(-1) ?? "");
  if (/^===?$/.test(operator) && right.type === "Literal" && FORM_ERRORS.test(String(right.value)) && dottedPath(left)?.at(-1) === "name") return true;
  const sides = [left, right].filter((side) => !isPlain(side));
  return sides.length > 0 && sides.every((side) => looksAtForm(side, file));
}

/** Errors that a schema throws. */
const FORM_ERRORS = /^(?:\$?Zod\w*|Yup\w*|Joi\w*|Vali|Valibot|Validation|Struct|Syntax)Error$/;

function isPlain(node: Node): boolean {
  const inner = unwrap(node);
  return inner.type === "Literal" || (inner.type === "Identifier" && inner.name === "undefined") || (inner.type === "UnaryExpression" && isPlain(inner.argument));
}

/** `Array.isArray(ids)`, `EMAIL.test(email)`, `isNaN(id)`, `["a", "b"].includes(kind)`, `errors.isEmpty()`. */
function asksShape(call: TSESTree.CallExpression, file: SourceFile): boolean {
  const name = calleeName(call) ?? "";
  const callee = unwrap(call.callee);
  if (READS_SENT.test(name)) return isSent(call, file);
  if (ASKS_STRENGTH.test(name)) return call.arguments.length === 1;
  if (!SHAPE_CHECKS.test(name)) return false;
  const receiver = callee.type === "MemberExpression" ? callee.object : undefined;
  const given = call.arguments.filter((argument) => !isPlain(argument));
  if (given.length === 0) return receiver !== undefined && isSent(receiver, file);
  return (
    given.some((argument) => isSent(argument, file)) &&
    given.every((argument) => isSent(argument, file) || isConstant(argument, file))
  );
}

const SHAPE_CHECKS =
  /^(?:has(?:Text|Value|Content)|isBlank|isNonEmpty\w*|isPositive\w*|isArray|isNaN|isInteger|isFinite|isSafeInteger|Number|String|Boolean|parseInt|test|match|includes|has|startsWith|endsWith|isEmpty|trim|toLowerCase|toString|some|every|keys|is(?:Valid)?(?:Email|Uuid|UUID|Url|URL|Date|Id|ObjectId|MongoId|String|Number|Boolean|Object|Phone|Slug)\w*|validate(?:Email|Uuid|UUID|Url|Phone)|uuidValidate)$/;
const READS_SENT = /^(?:get|getAll|query|param|queries|trim|toLowerCase|toString)$/;

function isConstant(node: Node, file: SourceFile): boolean {
  const inner = unwrap(node);
  if (inner.type === "ArrayExpression" || inner.type === "ObjectExpression" || isFunction(inner)) return true;
  const binding = file.bindings.ofExpression(inner);
  return binding?.kind === "variable" && binding.constant;
}

const DEPTH = 12;

/** True for the request's body, query and parameters, what is taken out of them, and what a schema says of them. */
function isSent(node: Node, file: SourceFile, depth = DEPTH): boolean {
  if (depth === 0) return false;
  const inner = unwrap(node);
  switch (inner.type) {
    case "MemberExpression":
      return isSentMember(inner, file, depth);
    case "CallExpression":
    case "NewExpression":
      return isSentCall(inner, file, depth);
    case "ObjectExpression":
      return holdsWhatWasSent(inner, file, depth - 1);
    case "LogicalExpression":
      return isSent(inner.left, file, depth - 1);
    case "UnaryExpression":
      return isSent(inner.argument, file, depth - 1);
    case "ConditionalExpression":
      return (
        [inner.consequent, inner.alternate].every((arm) => isPlain(arm) || isSent(arm, file, depth - 1)) &&
        !isPlain(inner.consequent)
      );
    case "Identifier":
      return isSentVariable(inner, file, depth);
    default:
      return false;
  }
}

/** `{ page: query.get("page"), limit: 20 }`. */
function holdsWhatWasSent({ properties }: TSESTree.ObjectExpression, file: SourceFile, depth: number): boolean {
  const values = properties.flatMap((property) => (property.type === "SpreadElement" ? [property.argument] : [property.value])).filter((value) => !isPlain(value));
  return values.length > 0 && values.every((value) => isSent(value, file, depth));
}

function isSentVariable(identifier: TSESTree.Identifier, file: SourceFile, depth: number): boolean {
  const binding = file.bindings.of(identifier);
  if (binding.kind === "parameter") return binding.pattern?.type === "ObjectPattern" && takenAs(binding.pattern, identifier.name).some((name) => SENT_FIELDS.test(name));
  if (binding.kind !== "variable") return false;
  const { init, variable } = binding;
  const isWrittenLater = init !== undefined && !binding.constant && isEmpty(init);
  if (init && !isWrittenLater) {
    if (!binding.pattern) return isSent(init, file, depth - 1);
    if (binding.pattern.type !== "ObjectPattern") return false;
    return (
      isSent(init, file, depth - 1) ||
      (isRequest(init, file) && takenAs(binding.pattern, identifier.name).some((name) => SENT_FIELDS.test(name)))
    );
  }
  // `let body; try { body = await req.json() } …`, `let body = {}; …`: all that is written to it.
  const written = variable.references.flatMap(({ identifier: { parent } }) => (parent?.type === "AssignmentExpression" && parent.left.type === "Identifier" && parent.left.name === identifier.name ? [parent.right as Node] : []));
  return (
    written.length > 0 &&
    written.every((value) => isPlain(value) || isSent(value, file, depth - 1)) &&
    written.some((value) => !isPlain(value))
  );
}

function isEmpty(node: Node): boolean {
  const inner = unwrap(node);
  return isPlain(inner) || (inner.type === "ObjectExpression" && inner.properties.length === 0);
}

/** The names through which a pattern takes the variable: `["body", "email"]` for `{ body: { email } }`. */
function takenAs(pattern: TSESTree.ObjectPattern, name: string): string[] {
  for (const property of pattern.properties) {
    if (property.type !== "Property" || property.key.type !== "Identifier") continue;
    const value = property.value.type === "AssignmentPattern" ? property.value.left : property.value;
    if (value.type === "Identifier" && value.name === name) return [property.key.name];
    const below = value.type === "ObjectPattern" ? takenAs(value, name) : [];
    if (below.length > 0) return [property.key.name, ...below];
  }
  return [];
}

const SENT_FIELDS = /^(?:body|query|params|param|files?|searchParams|parsedInput|clientInput|formData|payload)$/;
/** What is sent to prove who is calling, or says so, is no form. */
const PROOF_FIELDS = /^(?:headers?|cookies?|session|user|auth|signedCookies|locals|token)$/;

function isSentMember(member: TSESTree.MemberExpression, file: SourceFile, depth: number): boolean {
  // `TEMPLATES[kind]`: whether the file knows such a word.
  if (member.computed && isTable(member.object, file)) return isSent(member.property, file, depth - 1);
  const name = memberName(member);
  const object = unwrap(member.object);
  if (name !== undefined && isRequest(object, file)) return SENT_FIELDS.test(name) || name === "nextUrl" || name === "url";
  if (name !== undefined && PROOF_FIELDS.test(name) && !isSent(object, file, depth - 1)) return false;
  return isSent(object, file, depth - 1);
}

function isTable(node: Node, file: SourceFile): boolean {
  const binding = file.bindings.ofExpression(node);
  return binding?.kind === "variable" && binding.constant && !binding.pattern && binding.init !== undefined && unwrap(binding.init).type === "ObjectExpression";
}

/** `await req.json()`, `form.get("x")`, `schema.safeParse(body)`, `JSON.parse(req.body)`, `new URL(req.url)`. */
function isSentCall(call: CallNode, file: SourceFile, depth: number): boolean {
  const name = calleeName(call) ?? "";
  const callee = unwrap(call.callee);
  const receiver = callee.type === "MemberExpression" ? unwrap(callee.object) : undefined;
  if (receiver && isRequest(receiver, file)) return BODY_CALLS.test(name);
  if (isContentType(call, name)) return true;
  if (ASKS_STRENGTH.test(name)) return call.arguments.length === 1;
  const of = (part: Node): boolean => isSent(part, file, depth - 1) || (READS_REQUEST.test(name) && isRequest(part, file));
  if (call.type === "NewExpression" ? /^(?:URL|URLSearchParams|Date|Set)$/.test(name) : PARSES.test(name)) return call.arguments.some(of);
  return receiver !== undefined && call.type === "CallExpression" && KEEPS.test(name) && isSent(receiver, file, depth - 1);
}

/** `headers.get("content-type")`: the one header that tells of the form. */
function isContentType(call: CallNode, name: string): boolean {
  const [header] = call.arguments;
  return /^(?:get|header)$/.test(name) && header?.type === "Literal" && /^content-type$/i.test(String(header.value));
}

/** How good a new password is; with a second argument it would be held against the one that is kept. */
const ASKS_STRENGTH = /^(?:validatePassword|is(?:Valid|Strong)Password|(?:validate|check|test|evaluate)Password(?:Strength|Policy|Complexity))$/;
const BODY_CALLS = /^(?:json|formData|text|parseBody|query|queries|param|valid|body)$/;
const READS_REQUEST = /^(?:(?:read|parse|get)\w*(?:Body|Json|JSON|FormData|Query|Params|Payload|Input)|validationResult|readBody|getQuery|getRouterParams?)$/;
const PARSES =
  /^(?:(?:parse|normali[sz]e|sanitize|coerce)[A-Z]\w*|(?:safe)?[pP]arse(?:Async)?|validate(?:Async|Sync)?|validate(?:With|Body|Input|Request|Schema)\w*|parse(?:With|Body|Input|Request|Int|Float|Json|JSON)\w*|cast|String|Number|Boolean|decodeURIComponent|validationResult|keys|entries|fromEntries|(?:read|get)\w*(?:Body|Json|JSON|FormData|Query|Params|Payload|Input)|getRouterParams?)$/;
const KEEPS = /^(?:get|getAll|trim|toLowerCase|toUpperCase|toString|split|slice|replace|replaceAll|map|filter|catch|then|match|query|param|json|normalize|pop|at|flat|array)$/;

const REQUEST_NAMES = /^_?(?:req|request|httpReq|nextReq|ctx|context|c|event|props)$/;

function isRequest(node: Node, file: SourceFile): boolean {
  const inner = unwrap(node);
  if (inner.type === "MemberExpression") return /^(?:req|request)$/.test(memberName(inner) ?? "") && isRequest(inner.object, file);
  if (inner.type === "CallExpression") return calleeName(inner) === "clone" && inner.callee.type === "MemberExpression" && isRequest(inner.callee.object, file);
  const binding = file.bindings.ofExpression(inner);
  return binding?.kind === "parameter" && inner.type === "Identifier" && REQUEST_NAMES.test(parameterName(binding.fn.params[binding.index]) ?? "");
}

/** The words of all names in the test, but for those of a new password whose strength is asked for: `password.length < 8`. */
function wordsNamed(test: Node): string[] {
  const words: string[] = [];
  walk(test, (node) => {
    if (node.type === "BinaryExpression" && /^[<>]=?$/.test(node.operator) && isLengthOfPassword(node.left)) return false;
    if (node.type === "Identifier") words.push(...splitWords(node.name));
    if (node.type === "Literal" && typeof node.value === "string") words.push(...splitWords(node.value));
    return undefined;
  });
  return words;
}

function isLengthOfPassword(node: Node): boolean {
  const path = dottedPath(node);
  return path?.at(-1) === "length" && splitWords(path.at(-2) ?? "").some((word) => PASSWORDS.has(word));
}

const PASSWORDS: ReadonlySet<string> = new Set(["password", "passwd", "passcode", "passphrase"]);
const PROOFS: ReadonlySet<string> = new Set(["pin", "otp", "totp", "code", "token", "secret", "signature", "credential", "credentials", "assertion", "mfa", "challenge", "verifier"]);
const CALLERS: ReadonlySet<string> = new Set(["user", "auth", "authorization", "session", "key", "api", "admin", "account", "owner", "caller", "actor", "email", "sender", "client", "viewer", "visitor", "member"]);
