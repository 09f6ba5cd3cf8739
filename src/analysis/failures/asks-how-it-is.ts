/** Code that asks whether something is there or well: there a failure is the answer, and whoever asked is told. */
import type { HandlerSite } from "../../frameworks/framework.js";
import { calleeName, enclosingFunction, functionName, isFalsy, memberName, propertyName, unwrap, type FunctionNode, type Node } from "../../syntax/ast.js";
import { splitWords } from "../../syntax/names.js";

const HEALTH = /^(?:health(?:z|check|-check)?|livez|readyz|liveness|readiness|heartbeat|ping|metrics|debug|diagnostics)$/i;

/** `/api/health`, `/healthz`, `/api/status`, not `/orders/status`: what such a route is asked for is how things are. */
export function tellsHealth(handler: HandlerSite): boolean {
  const route = handler.route ?? "";
  return route.split("/").some((segment) => HEALTH.test(segment)) || /^\/?(?:api\/)?(?:v\d+\/)?status$/.test(route);
}

/** The last word of a route that somebody calls to see whether something works: the answer tells. */
const TRIES_OUT = /^(?:test|test-(?:connection|smtp|e?mail|webhook|config|credentials|api|key|sms|db|database|redis|storage|provider)|[\w-]+-(?:test|debug|diagnostics|health|ping))$/i;

/** `/smtp/test-connection`, `/shops/test`, `/dm-debug`, not `/tests/:id`. */
export function triesOut(handler: HandlerSite): boolean {
  return (handler.fn !== undefined && triesOutByName(handler.fn)) || TRIES_OUT.test((handler.route ?? "").split("/").at(-1)!);
}

/** `testProvider`, `sendTestMail`. */
export function triesOutByName(fn: FunctionNode): boolean {
  const [first, second] = splitWords(functionName(fn) ?? "");
  if (first === "test" || (first === "send" && second === "test")) return true;
  return /(?:^t|T)estConnection$/.test(functionName(fn) ?? "");
}

/** The same of a function that is registered with a router which this engine does not know: `app.get("/health", …)`. */
export function standsAtHealthRoute(node: Node): boolean {
  for (let fn = enclosingFunction(node); fn; fn = enclosingFunction(fn)) {
    const route = fn.parent.type === "CallExpression" ? fn.parent.arguments[0] : undefined;
    if (route?.type === "Literal" && String(route.value).startsWith("/")) return String(route.value).split("/").some((segment) => HEALTH.test(segment));
  }
  return false;
}

const WELL = new Set(["available", "reachable", "alive", "online", "healthy", "responding", "connected", "reachability", "availability", "connectivity", "connection"]);

const PARTS = new Set(["database", "db", "redis", "system", "service", "server", "queue", "storage", "smtp", "provider", "connection"]);

/** `getHealthStatus`, `getDatabaseStatus`, `pingRedis`, `probeProvider`, `isProviderAvailable`. */
export function asksHealthByName(fn: FunctionNode): boolean {
  const words = splitWords(functionName(fn) ?? "");
  // A connector's own, which is given nobody else's.
  if (words.join(" ") === "validate credentials" && fn.params.length === 0) return true;
  if (/^(?:validate|verify)$/.test(words[0] ?? "") && words.at(-1) === "connection") return true;
  if (/^(?:is|check|test)$/.test(words[0] ?? "")) return words.some((word) => WELL.has(word) || word === "health");
  if (words.at(-1) === "status" && words.some((word) => PARTS.has(word))) return true;
  return words[0] === "ping" || words[0] === "probe" || words.some((word) => word === "health" || word === "healthcheck");
}

/**
 * `try { state.connected = !!(await ask()); } catch { state.connected = false; }`: how it is, as it was told. Where `true` is
 * set, something was done.
 */
export function notesHowItIs(attempted: Node, body: Node): boolean {
  const [only, ...more] = body.type === "BlockStatement" ? body.body : [];
  const noted = only && more.length === 0 ? fieldSet(only) : undefined;
  if (!noted || !splitWords(noted.path.at(-1)!).some((word) => WELL.has(word)) || !isFalsy(noted.value)) return false;
  const told = attempted.type === "BlockStatement" ? attempted.body.map(fieldSet).find((field) => field?.path.join(".") === noted.path.join(".")) : undefined;
  return told !== undefined && told.value.type !== "Literal";
}

function fieldSet(statement: Node): { path: readonly string[]; value: Node } | undefined {
  if (statement.type !== "ExpressionStatement" || statement.expression.type !== "AssignmentExpression") return undefined;
  const target = unwrap(statement.expression.left);
  const name = target.type === "MemberExpression" ? memberName(target) : undefined;
  if (target.type !== "MemberExpression" || name === undefined) return undefined;
  return { path: [...placeOf(target.object), name], value: unwrap(statement.expression.right) };
}

/** `this connections name` of `this.connections[name]`. */
function placeOf(object: Node): string[] {
  const inner = unwrap(object);
  if (inner.type === "ThisExpression") return ["this"];
  if (inner.type === "Identifier") return [inner.name];
  return inner.type === "MemberExpression" ? [...placeOf(inner.object), memberName(inner) ?? placeOf(inner.property).join(".")] : ["?"];
}

const HEADS = /(?:^|\.)(?:head|headObject|statObject|stat|lstat|access|getMetadata|new Head\w+Command|new \w+\.Head\w+Command)$/;

/** `fileExists`: a look at the head of a stored object, which fails where there is none. */
export function asksWhetherThere(fn: FunctionNode, calls: readonly string[]): boolean {
  return /exists?$/i.test(functionName(fn) ?? "") && calls.some((call) => HEADS.test(call));
}

/** `z.string().refine(async (text) => { … })`, `validate` of a constraint class: a schema asks, and says what it was told. */
export function isAskedBySchema(node: Node): boolean {
  for (let fn = enclosingFunction(node); fn; fn = enclosingFunction(fn)) {
    const { parent } = fn;
    if (parent.type === "MethodDefinition" && functionName(fn) === "validate" && parent.parent.body.some((member) => propertyName(member) === "defaultMessage")) return true;
    if (parent.type === "CallExpression" && parent.callee !== fn && /^(?:refine|superRefine)$/.test(calleeName(parent) ?? "")) return true;
  }
  return false;
}
