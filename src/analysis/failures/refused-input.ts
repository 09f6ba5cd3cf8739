/** Whether what is tried reads or checks what a request brings: where that is no good, the request is refused, and told so. */
import { calleeName, isFunction, memberName, unwrap, type Node } from "../../syntax/ast.js";
import { findNode } from "../../syntax/walk.js";
import { BODY_READS } from "../../vocabulary/failure-words.js";
import { STORES } from "../../vocabulary/reaching-words.js";
import { EFFECT, lastName } from "./probes.js";

/** An upload, one check or one conversion that is answered with a 4xx, other than 401 and 403. */
export function refusesInput(form: string, attempted: Node, body: Node, calls: readonly string[]): boolean {
  return (form === "callback" && refusesUpload(attempted, body)) || refusesByCheck(attempted, body) || refusesByConversion(attempted, body, calls);
}

/** `request.json()`, `request.json().then((body) => schema.parse(body))`. */
export function readsOnlyBody(attempted: Node): boolean {
  let read = unwrap(attempted);
  while (read.type === "CallExpression" && read.callee.type === "MemberExpression" && memberName(read.callee) === "then" && read.arguments.every(onlyParses)) read = unwrap(read.callee.object);
  return read.type === "CallExpression" && BODY_READS.test(calleeName(read) ?? "");
}

/** `(body) => body as Order`, `async (body) => schema.parseAsync(body)`. */
function onlyParses(given: Node): boolean {
  const asksMore = (node: Node): boolean => node.type === "NewExpression" || (node.type === "CallExpression" && !/^(?:parse|safeParse|validate)/.test(calleeName(node) ?? ""));
  return isFunction(given) && given.body.type !== "BlockStatement" && findNode(given.body, asksMore) === undefined;
}

/** `upload(req, res, (err) => { if (err) return res.status(400).end(); next(); })`: a body that is too large, say. */
function refusesUpload(attempted: Node, body: Node): boolean {
  return attempted.type === "CallExpression" && attempted.arguments.length > 2 && /upload|multer|multipart|form/i.test(calleeName(attempted) ?? "") && findNode(body, isRefusingStatus) !== undefined;
}

/** `try { await verifyLinkLimit(user.id); } catch (error) { return res.status(400).json(…); }`: the check throws to say no. */
function refusesByCheck(attempted: Node, body: Node): boolean {
  const [only, ...more] = attempted.type === "BlockStatement" ? attempted.body : [];
  const asked = only && more.length === 0 ? (valueSet(only) ?? (only.type === "ExpressionStatement" ? only.expression : undefined)) : undefined;
  const call = asked && unwrap(asked);
  return call?.type === "CallExpression" && CHECKS_SHAPE.test(calleeName(call) ?? "") && findNode(body, isRefusingStatus) !== undefined && findNode(body, isDenial) === undefined;
}

/** What is asked of a request's form or of a plan, not of who sends it. */
const CHECKS_SHAPE = /^(?:assert|check|ensure|validate|verify|enforce)\w*(?:Limits?|Quota|Urls?|Size|Input|Body|Params|Payload|Format|Plan|Usage|Length|Count|Dates?|Range|Schema)(?:[A-Z]\w*)?$|^validate\w*Data$/;

/** `try { address = getAddress(text); } catch { return json({}, { status: 400 }); }`: who waits for nobody reads a value. */
function refusesByConversion(attempted: Node, body: Node, calls: readonly string[]): boolean {
  const [only, ...more] = attempted.type === "BlockStatement" ? attempted.body : [];
  const set = only && valueSet(only);
  if (more.length > 0 || !set || !/^(?:Call|New)Expression$/.test(unwrap(set).type)) return false;
  if (findNode(attempted, (node) => node.type === "AwaitExpression")) return false;
  const doesMore = (call: string): boolean => DECIDES_ON.test(call) || EFFECT.test(lastName(call)) || call.split(".").some((part) => STORES.test(part));
  if (calls.some(doesMore)) return false;
  return findNode(body, isRefusingStatus) !== undefined && findNode(body, isDenial) === undefined;
}

/** What `const address = …` or `address = …` gives the name. */
function valueSet(statement: Node): Node | null | undefined {
  if (statement.type === "VariableDeclaration") return statement.declarations[0]?.init;
  return statement.type === "ExpressionStatement" && statement.expression.type === "AssignmentExpression" ? statement.expression.right : undefined;
}

/** What tells who somebody is, whatever it is answered with. */
const DECIDES_ON = /token|auth|session|password|signature|secret|credential|jwt|otp|verif|event/i;

function isDenial(node: Node): boolean {
  return node.type === "Literal" && (node.value === 401 || node.value === 403);
}

function isRefusingStatus(node: Node): boolean {
  return node.type === "Literal" && typeof node.value === "number" && node.value >= 400 && node.value < 500;
}
