/** The status that an expression stands for, by constants, by the arguments of the call that it is read for, and by errors. */
import type { TSESTree } from "@typescript-eslint/utils";
import type { StatusSource } from "../neighbours.js";
import { constantOf, staticNumber } from "../scope/static-value.js";
import type { SourceFile } from "../source-file.js";
import { calleeName, dottedPath, memberName, propertyName, propertyValue, unwrap, type CallNode, type Node } from "../syntax/ast.js";
import { splitWords } from "../syntax/names.js";
import { TURNED_AWAY } from "../vocabulary/http-status.js";
import { outcomeOfStatus } from "../vocabulary/outcome.js";
import { NO_ARGUMENTS, substitute, type Arguments } from "./given-arguments.js";
import { importedSummary } from "./imported.js";
import { speaksOfAnswers, statusInName } from "./status-names.js";
import { STATUS_FIELD, thrownStatus } from "./thrown-status.js";

const DEPTH = 4;

/** The object literal that an expression is, or a constant names. */
export function objectOf(node: Node, file: SourceFile): TSESTree.ObjectExpression | undefined {
  const inner = unwrap(file.bindings.constantValue(node) ?? node);
  return inner.type === "ObjectExpression" ? inner : undefined;
}

/** The number that an expression is for that call. */
export function numberOf(node: Node | undefined, file: SourceFile, given: Arguments, depth = DEPTH): number | undefined {
  const inner = node && substitute(unwrap(node), given);
  if (!inner) return undefined;
  const handed = given.size > 0 && depth > 0 ? handedNumber(inner, file, given, depth - 1) : undefined;
  if (handed !== undefined) return handed;
  const fallback = failureFallback(inner, file);
  if (fallback !== undefined) return fallback;
  const choice = unwrap((inner.type === "Identifier" ? constantOf(inner, file.bindings) : undefined) ?? inner);
  if (choice.type === "ConditionalExpression")
    return alikeStatus(numberOf(choice.consequent, file, given), numberOf(choice.alternate, file, given));
  return importedNumber(inner, file) ?? staticNumber(inner, file.bindings) ?? statusOfMade(inner, file);
}

/** `problem.status`, where the file has just made the problem: `const problem = new ForbiddenError()`. */
function statusOfMade(node: Node, file: SourceFile): number | undefined {
  if (node.type !== "MemberExpression" || !STATUS_FIELD.test(memberName(node) ?? "")) return undefined;
  const constant = file.bindings.constantValue(node.object);
  const made = constant && unwrap(constant);
  if (made?.type !== "NewExpression" && made?.type !== "CallExpression") return undefined;
  const words = splitWords(calleeName(made) ?? "");
  const status = made.type === "NewExpression" || speaksOfAnswers(words) ? madeErrorStatus(made, file) : statusInName(words);
  return status ?? (speaksOfAnswers(words) ? handedErrorStatus(made, file, NO_ARGUMENTS) : undefined);
}

/** `problem.status`, `init?.status ?? 400`, `const { status } = problem`: a number in what the call hands over. */
function handedNumber(node: Node, file: SourceFile, given: Arguments, depth: number): number | undefined {
  if (node.type === "MemberExpression") {
    const holder = unwrap(node.object);
    if (holder.type !== "Identifier" || !given.has(holder.name)) return undefined;
    return fieldNumber(given.get(holder.name), memberName(node), file, given, depth);
  }
  if (node.type === "LogicalExpression" && node.operator !== "&&") {
    const left = numberOf(node.left, file, given, depth);
    return left ?? (isLeftOut(node.left, given) ? numberOf(node.right, file, given, depth) : undefined);
  }
  if (node.type !== "Identifier") return undefined;
  const binding = file.bindings.of(node);
  if (binding.kind !== "variable" || !binding.constant || !binding.init) return undefined;
  if (!binding.pattern) return numberOf(binding.init, file, given, depth);
  const holder = unwrap(binding.init);
  if (binding.pattern.type !== "ObjectPattern" || holder.type !== "Identifier" || !given.has(holder.name)) return undefined;
  const taken = binding.pattern.properties.find(
    (property) => property.type === "Property" && localName(property.value) === node.name,
  );
  if (!taken || taken.type !== "Property") return undefined;
  const value = fieldNumber(given.get(holder.name), propertyName(taken), file, given, depth);
  const otherwise = taken.value.type === "AssignmentPattern" ? taken.value.right : undefined;
  return value ?? numberOf(otherwise, file, given, depth);
}

function localName(node: Node): string | undefined {
  const inner = node.type === "AssignmentPattern" ? node.left : node;
  return inner.type === "Identifier" ? inner.name : undefined;
}

function fieldNumber(
  value: Node | undefined,
  field: string | undefined,
  file: SourceFile,
  given: Arguments,
  depth: number,
): number | undefined {
  const inner = value && unwrap(value);
  if (!inner || field === undefined) return undefined;
  if (inner.type === "NewExpression" || inner.type === "CallExpression")
    return STATUS_FIELD.test(field) ? madeErrorStatus(inner, file) : undefined;
  const object = objectOf(inner, file);
  return object && numberOf(propertyValue(object, field), file, given, depth);
}

/** A parameter that the call gives nothing for, or a field that is not among those it gives. */
function isLeftOut(node: Node, given: Arguments): boolean {
  const inner = unwrap(node);
  const holder = inner.type === "MemberExpression" ? unwrap(inner.object) : inner;
  if (holder.type !== "Identifier" || !given.has(holder.name)) return false;
  const value = given.get(holder.name);
  if (!value) return true;
  const object = unwrap(value);
  if (inner.type !== "MemberExpression" || object.type !== "ObjectExpression") return false;
  return (
    !object.properties.some(({ type }) => type === "SpreadElement") && !propertyValue(object, memberName(inner) ?? "")
  );
}

/** `HTTP.UNAUTHORIZED` of a module of the project. */
function importedNumber(node: Node, file: SourceFile): number | undefined {
  if (node.type !== "Identifier" && node.type !== "MemberExpression") return undefined;
  const value = importedSummary(node, file)?.value;
  return typeof value === "number" ? value : undefined;
}

/** `error.status || 500`, `made.status ?? 400`, also by a constant: whatever comes, it is no success. */
function failureFallback(node: Node, file: SourceFile): number | undefined {
  const constant = constantOf(node, file.bindings);
  const value = unwrap(constant ?? node);
  if (value.type !== "LogicalExpression" || value.operator === "&&") return undefined;
  const fallback = staticNumber(value.right, file.bindings);
  if (fallback === undefined || fallback < 400 || fallback > 599) return undefined;
  return fallback >= 500 ? 500 : fallback;
}

/** `made.status`, `ok ? 200 : 500` among the arguments of a helper: a status that may be any. */
export function mayBeStatus(argument: Node): boolean {
  const inner = unwrap(argument);
  if (inner.type === "ConditionalExpression" || inner.type === "LogicalExpression") return true;
  return splitWords(dottedPath(inner)?.at(-1) ?? "").some((word) => word === "status" || word === "code");
}

/**
 * `signedIn ? 403 : 401`: either way a denial, of which the one that turns somebody away tells more than a 404. Two statuses that
 * mean different things are no known status.
 */
function alikeStatus(one: number | undefined, other: number | undefined): number | undefined {
  if (one === undefined || other === undefined || outcomeOfStatus(one) !== outcomeOfStatus(other)) return undefined;
  return TURNED_AWAY.has(other) && !TURNED_AWAY.has(one) ? other : one;
}

/** The number that a source names for this call. */
export function statusFrom(
  { argument, otherwise }: StatusSource,
  call: CallNode,
  file: SourceFile,
  given: Arguments,
): number | undefined {
  const node = argument && call.arguments[argument.index];
  const value = node && substitute(unwrap(node), given);
  if (!argument || !value) return otherwise;
  if (argument.field === undefined) return numberOf(value, file, given);
  const known = fieldNumber(value, argument.field, file, given, DEPTH);
  const object = known === undefined ? objectOf(value, file) : undefined;
  if (!object || propertyValue(object, argument.field)) return known;
  return object.properties.some(({ type }) => type === "SpreadElement") ? undefined : otherwise;
}

/** The argument of an error that is its status: `new HTTPException(401)`, `createError(403, "no")`. */
export function statusArgumentOf(made: CallNode, file: SourceFile): Node | undefined {
  return made.arguments.find((candidate) => {
    const status = numberOf(candidate, file, NO_ARGUMENTS);
    return status !== undefined && status >= 400 && status < 600;
  });
}

/** The status that an error is made with: by an argument, its class, or the name of what makes it. */
export function madeErrorStatus(made: CallNode, file: SourceFile): number | undefined {
  const argument = statusArgumentOf(made, file);
  if (argument) return numberOf(argument, file, NO_ARGUMENTS);
  const thrown = made.type === "NewExpression" ? thrownStatus(made.callee, file) : undefined;
  return (thrown && statusFrom(thrown, made, file, NO_ARGUMENTS)) ?? statusInName(splitWords(calleeName(made) ?? ""));
}

/** `errorResponse(errors.unauthorized())`, `fail(res, new ForbiddenError())`: the refusal that a helper is to answer with. */
export function handedErrorStatus(call: CallNode, file: SourceFile, given: Arguments): number | undefined {
  for (const argument of call.arguments) {
    const made = substitute(unwrap(argument), given);
    if (made?.type !== "NewExpression" && made?.type !== "CallExpression") continue;
    const status = madeErrorStatus(made, file);
    if (status !== undefined && status >= 400) return status;
  }
  return undefined;
}
