/** Why a handler is sensitive: by its route, by what it does, or by its name, with the evidence for the message. */
import type { TSESTree } from "@typescript-eslint/utils";
import type { HandlerSite } from "../frameworks/framework.js";
import type { SourceFile } from "../source-file.js";
import { calleeName, dottedPath, propertyName, unwrap, type Node } from "../syntax/ast.js";
import { splitWords } from "../syntax/names.js";
import { nodesIn } from "../syntax/outline.js";
import { walk } from "../syntax/walk.js";
import {
  ACCOUNT_SEGMENTS,
  CHAT_ROLES,
  BULK_RECORDS,
  HARMLESS_LAST_SEGMENTS,
  JOB_WORDS,
  LEADING_WORDS,
  NAME_PHRASES,
  NOT_BILLING,
  OPERATIONS,
  PRIVILEGE_FIELDS,
  READING_WORDS,
  ROUTE_PHRASES,
  SIGNATURE_HEADER,
  THING_WORDS,
  WRITE_METHODS,
  WRITING_WORDS,
  type Category,
  type Phrase,
  type SensitiveAction,
} from "../vocabulary/sensitive-actions.js";

export interface Sensitivity extends SensitiveAction {
  readonly category: Category;
  readonly event: string;
  /** What was seen: `route /api/auth/login`, `calls stripe.refunds.create`, `named resetPassword`. */
  readonly evidence: string;
}

/** The category, event and evidence of a sensitive handler; undefined for one that is not, and for guards and error handlers. */
export function sensitivityOf(handler: HandlerSite, file: SourceFile): Sensitivity | undefined {
  if (handler.role !== "handler" || isIgnored(handler.route, file)) return undefined;
  const reads = handler.method === "GET" || handler.method === "HEAD" || handler.method === "OPTIONS";
  return configuredRoute(handler.route, file) ?? byOperation(handler, file) ?? byRoute(handler, reads) ?? (reads ? undefined : byName(handler));
}

function isIgnored(route: string | undefined, file: SourceFile): boolean {
  return route !== undefined && file.settings.ignoredRoutes.some((pattern) => matchesRoute(route, pattern));
}

function configuredRoute(route: string | undefined, file: SourceFile): Sensitivity | undefined {
  if (route === undefined) return undefined;
  const setting = file.settings.sensitiveRoutes.find((candidate) => matchesRoute(route, candidate.route));
  return setting && { category: setting.category as Category, event: EVENT_OF_CATEGORY[setting.category as Category], evidence: `route ${route}` };
}

const EVENT_OF_CATEGORY: Readonly<Record<Category, string>> = {
  authentication: "auth.login",
  authorization: "user.role.change",
  admin: "admin.action",
  billing: "billing.change",
  data: "data.read",
  keys: "key.create",
  webhook: "webhook.verify",
  configuration: "config.change",
  ai: "ai.tool_call",
};

/** `/api/vault` matches itself and all below it; `*` stands for one segment, `**` for any number. */
export function matchesRoute(route: string, pattern: string): boolean {
  const source = pattern
    .replace(/\/$/, "")
    .split("/")
    .map((segment) => (segment === "**" ? ".*" : segment === "*" ? "[^/]+" : segment.replaceAll(/[.+?^${}()|[\]\\]/g, "\\$&").replaceAll("*", "[^/]*")))
    .join("/");
  return new RegExp(`^${source}(?:/.*)?$`, "i").test(route);
}

function byRoute(handler: HandlerSite, reads: boolean): Sensitivity | undefined {
  const { route } = handler;
  if (route === undefined) return undefined;
  const segments = route.split("/").filter((segment) => segment && !/^[:[{*]/.test(segment));
  const last = segments.at(-1)?.toLowerCase();
  if (last !== undefined && HARMLESS_LAST_SEGMENTS.has(last)) return undefined;
  const words = segments.map((segment) => splitWords(segment));
  const found = ROUTE_PHRASES.find((phrase) => matchesPhrase(phrase, words));
  if (!found) return undefined;
  if (reads && found.category !== "admin" && found.event !== "data.export") return undefined;
  if (reads && found.event === "data.export" && isJob(route)) return undefined;
  if (found.event === "billing.subscription" && words.flat().some((word) => NOT_BILLING.has(word))) return undefined;
  const evidence = `route ${route}`;
  if (found.event === "webhook.verify" && last === "webhooks" && segments.length > 2) return { category: "configuration", event: "config.change", evidence };
  if (reads && found.category === "admin" && last !== undefined && BULK_RECORDS.has(last)) return { category: "data", event: "data.read", evidence };
  if (found.words[0] === "auth" && READING_WORDS.has(words.at(-1)?.[0] ?? "")) return undefined;
  return { category: found.category, event: eventFor(found, handler.method, words), evidence };
}

/** `/exports/[jobId]`: how far an export has come. */
function isJob(route: string): boolean {
  const last = route.split("/").filter(Boolean).at(-1) ?? "";
  return /^[:[{]/.test(last) && splitWords(last).some((word) => JOB_WORDS.has(word));
}

function matchesPhrase(phrase: Phrase, segments: readonly (readonly string[])[]): boolean {
  if (phrase.words.length > 1) return holdsPhrase(segments.flat(), phrase.words);
  const [word] = phrase.words;
  if (!phrase.ofAccounts) return segments.some((segment) => segment.includes(word!));
  return segments.some((segment, index) => segment.length === 1 && segment[0] === word && (index === 0 || ACCOUNT_SEGMENTS.has(segments[index - 1]!.join(""))));
}

/** `DELETE /api-keys/:id` revokes what `POST /api-keys` creates; `/admin/users` is `admin.users`. */
function eventFor(action: SensitiveAction, method: string | undefined, segments: readonly (readonly string[])[]): string {
  if (action.event === "key.create" && method === "DELETE") return "key.revoke";
  if (action.event === "auth.token.create" && method === "DELETE") return "auth.token.revoke";
  if (action.event === "admin.action") {
    const thing = segments.slice(segments.findIndex((words) => words.includes("admin")) + 1).at(-1);
    return thing ? `admin.${thing.join("_")}` : action.event;
  }
  return action.event;
}

function byName(handler: HandlerSite): Sensitivity | undefined {
  const { name } = handler;
  if (name === undefined) return undefined;
  const words = splitWords(name);
  if (words.some((word) => READING_WORDS.has(word) || THING_WORDS.has(word))) return undefined;
  const first = words.findIndex((word) => !LEADING_WORDS.has(word));
  const act = first < 0 ? words : words.slice(first);
  const found = NAME_PHRASES.find((phrase) => phrase.words.every((word, index) => act[index] === word || words[index] === word));
  return found && { category: found.category, event: found.event, evidence: `named ${name}` };
}

function byOperation(handler: HandlerSite, file: SourceFile): Sensitivity | undefined {
  const within = handler.region ?? handler.fn;
  if (!within) return undefined;
  for (const call of nodesIn(file.outline.calls, within)) {
    if (call.type !== "CallExpression") continue;
    const path = calleePath(call);
    if (path !== undefined) {
      const found = OPERATIONS.find((operation) => operation.call.test(path) && !setsOnly(call, operation.harmlessFields));
      if (found) return { category: found.category, event: refineByRoute(found, handler), evidence: `calls ${path}` };
    }
    const field = privilegeWritten(call);
    if (field !== undefined) return { category: "authorization", event: "user.role.change", evidence: `writes ${field}` };
  }
  const header = signatureHeader(within, file);
  return header === undefined ? undefined : { category: "webhook", event: "webhook.verify", evidence: `reads the header ${header}` };
}

function setsOnly(call: TSESTree.CallExpression, harmless: readonly string[] | undefined): boolean {
  const object = call.arguments.find((argument) => argument.type === "ObjectExpression");
  if (!harmless || object?.type !== "ObjectExpression") return false;
  return object.properties.every((property) => harmless.includes(propertyName(property) ?? ""));
}

/** Comparing a password is a login, and updating a user is just that, unless the route says what it is for. */
function refineByRoute(action: SensitiveAction, handler: HandlerSite): string {
  if (action.event !== "auth.login" && action.event !== "admin.user_update") return action.event;
  const named = byRoute(handler, false) ?? byName(handler);
  return named?.category === "authentication" ? named.event : action.event;
}

function calleePath(call: Node): string | undefined {
  if (call.type !== "CallExpression") return undefined;
  const callee = unwrap(call.callee);
  return dottedPath(callee)?.join(".") ?? (callee.type === "MemberExpression" && callee.property.type === "Identifier" ? callee.property.name : undefined);
}

/** `user.update({ data: { role } })`, `updateTeamMember(id, { role })`, `db.update(users).set({ role })`. */
function privilegeWritten(call: TSESTree.CallExpression): string | undefined {
  const name = calleeName(call) ?? "";
  if (!WRITE_METHODS.has(name) && !WRITING_WORDS.has(splitWords(name)[0] ?? "")) return undefined;
  let field: string | undefined;
  for (const argument of call.arguments) {
    if (argument.type !== "ObjectExpression") continue;
    walk(argument, (node) => {
      if (node.type === "ObjectExpression" && node.properties.some((property) => propertyName(property) === "content")) return false;
      if (node.type !== "Property") return undefined;
      const key = propertyName(node);
      if (key === "where" || key === "select" || key === "include") return false;
      if (key !== undefined && PRIVILEGE_FIELDS.has(key) && node.value.type !== "ObjectExpression" && !isChatRole(node.value)) field ??= key;
      return undefined;
    });
  }
  return field;
}

function isChatRole(value: Node): boolean {
  return value.type === "Literal" && CHAT_ROLES.has(String(value.value));
}

/** The header in which a webhook's signature comes: `req.headers.get("x-hub-signature-256")`, `headers["stripe-signature"]`. */
function signatureHeader(within: Node, file: SourceFile): string | undefined {
  for (const call of nodesIn(file.outline.calls, within)) {
    const [name] = call.arguments;
    if (name?.type === "Literal" && isSignatureHeader(name.value) && /^(?:get|header)$/.test(calleeName(call) ?? "")) return String(name.value);
  }
  for (const member of nodesIn(file.outline.members, within)) {
    if (member.computed && member.property.type === "Literal" && isSignatureHeader(member.property.value)) return String(member.property.value);
  }
  return undefined;
}

function isSignatureHeader(value: unknown): boolean {
  return typeof value === "string" && SIGNATURE_HEADER.test(value);
}

function holdsPhrase(words: readonly string[], phrase: readonly string[]): boolean {
  for (let start = 0; start + phrase.length <= words.length; start++) {
    if (phrase.every((word, index) => words[start + index] === word)) return true;
  }
  return false;
}
