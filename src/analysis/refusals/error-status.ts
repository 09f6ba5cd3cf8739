/** What error middleware reads of its error: the names that hold it, the names that hold its status, and whose it is. */
import { importedSummary } from "../../frameworks/imported.js";
import type { SourceFile } from "../../source-file.js";
import { calleeName, dottedPath, isInside, propertyName, unwrap, type FunctionNode, type Node } from "../../syntax/ast.js";
import { nodesIn } from "../../syntax/outline.js";
import { walk } from "../../syntax/walk.js";
import { runsInDevelopmentAlone } from "../handlers/development-only.js";
import { recordOfCall } from "../records/function-records.js";

export interface ErrorStatus {
  /** The error, or what was made of it. */
  readonly isError: (node: Node) => boolean;
  /** An expression that gives the error's status. */
  readonly isStatus: (node: Node) => boolean;
  /** True for a statement that answers with the error's status, or for an answer after one that sets it. */
  readonly isStatusOf: (answer: Node) => boolean;
}

const STATUS = /^(?:status|statusCode|httpStatus|httpStatusCode|httpCode)$/;

/** `err.statusCode`, also by another name, and the status that a handler has set on `res` before it threw. */
export function statusOfError(body: Node, error: string, response: string | undefined): ErrorStatus {
  const errors = new Set([error]);
  const statuses = new Set<string>();
  const isError = (node: Node): boolean => {
    const inner = unwrap(node);
    return inner.type === "Identifier" && errors.has(inner.name);
  };
  const comesFromError = (node: Node): boolean => {
    const inner = unwrap(node);
    if (isError(inner)) return true;
    if (inner.type === "ConditionalExpression") return comesFromError(inner.consequent) || comesFromError(inner.alternate);
    if (inner.type === "CallExpression" || inner.type === "NewExpression") return inner.arguments.some(isError);
    if (inner.type === "ObjectExpression") return inner.properties.some((property) => property.type === "SpreadElement" && isError(property.argument));
    return false;
  };
  const isStatus = (node: Node): boolean => {
    const inner = unwrap(node);
    switch (inner.type) {
      case "Identifier":
        return statuses.has(inner.name);
      case "ConditionalExpression":
        return isStatus(inner.consequent) || isStatus(inner.alternate);
      case "LogicalExpression":
        return isStatus(inner.left) || isStatus(inner.right);
      case "CallExpression":
        return /^(?:Number|parseInt)$/.test(calleeName(inner) ?? "") && inner.arguments.some(isStatus);
      case "MemberExpression": {
        const [object, field] = dottedPath(inner) ?? [];
        if (object === undefined || field === undefined) return false;
        return (errors.has(object) && STATUS.test(field)) || (object === response && field === "statusCode");
      }
      default:
        return false;
    }
  };
  const note = (target: Node, value: Node): void => {
    if (target.type === "Identifier") {
      if (comesFromError(value)) errors.add(target.name);
      else if (isStatus(value)) statuses.add(target.name);
    } else if (target.type === "ObjectPattern" && comesFromError(value)) {
      for (const property of target.properties) {
        if (property.type !== "Property" || !STATUS.test(propertyName(property) ?? "")) continue;
        const held = property.value.type === "AssignmentPattern" ? property.value.left : property.value;
        if (held.type === "Identifier") statuses.add(held.name);
      }
    }
  };
  const setters: Node[] = [];
  walk(body, (node) => {
    if (node.type === "VariableDeclarator" && node.init) note(node.id, node.init);
    else if (node.type === "AssignmentExpression") {
      note(node.left, node.right);
      if (dottedPath(node.left)?.join(".") === `${response}.statusCode` && isStatus(node.right)) setters.push(node);
    } else if (node.type === "CallExpression" && SETS_STATUS.test(calleeName(node) ?? "") && node.arguments[0] && isStatus(node.arguments[0])) setters.push(node);
  });
  return {
    isError,
    isStatus,
    isStatusOf: (answer) => setters.some((setter) => isInside(setter, answer) || standsRightBefore(setter, answer)),
  };
}

const SETS_STATUS = /^(?:status|sendStatus|writeHead)$/;

/** In an earlier statement of the same block. */
function standsRightBefore(setter: Node, answer: Node): boolean {
  const { parent } = answer;
  if (parent?.type !== "BlockStatement") return false;
  return parent.body.some(
    (statement) => statement.range[1] <= answer.range[0] && statement.type === "ExpressionStatement" && isInside(setter, statement),
  );
}

/** True where errors with the status of a refusal are known to come here: by a class of the project, or as the file says. */
export function holdsRefusals(fn: FunctionNode, { isError }: ErrorStatus, file: SourceFile): boolean {
  if (SPEAKS_OF_REFUSAL.test(file.view.text)) return true;
  const classes: Node[] = [];
  const types: Node[] = fn.params.filter((given) => isError(given));
  walk(fn.body, (node) => {
    if (node.type === "BinaryExpression" && node.operator === "instanceof" && isError(node.left)) classes.push(node.right);
    if (node.type === "TSAsExpression" && isError(node.expression)) types.push(node.typeAnnotation);
  });
  if (classes.some((node) => isOwnClass(node, file))) return true;
  const own = ownTypes(file);
  return types.some((type) => [...file.view.text.slice(...type.range).matchAll(/\b[A-Z]\w*/g)].some(([name]) => own.has(name) && !OF_INPUT.test(name)));
}

const SPEAKS_OF_REFUSAL = /\b40[13]\b|[uU]nauthori[sz]ed|UNAUTHORIZED|[fF]orbidden|FORBIDDEN/;

/** Errors that tell of what was sent. */
const OF_INPUT = /(?:Validation|Cast|Parse|Input)/;

/** A class of this file, or of another one of the project: no package's. */
function isOwnClass(node: Node, file: SourceFile): boolean {
  if (OF_INPUT.test(dottedPath(node)?.at(-1) ?? "")) return false;
  const binding = file.bindings.ofExpression(node);
  return binding?.kind === "class" || (binding?.kind === "import" && OF_PROJECT.test(binding.source));
}

const OF_PROJECT = /^(?:[.~#]|@\/|src\/)/;

/** Names of classes and types that the file declares, or takes from another one of the project. */
function ownTypes(file: SourceFile): ReadonlySet<string> {
  const names = new Set<string>();
  for (const statement of file.view.ast.body) {
    if (statement.type === "ImportDeclaration" && OF_PROJECT.test(statement.source.value)) for (const { local } of statement.specifiers) names.add(local.name);
    const declared = statement.type === "ExportNamedDeclaration" ? statement.declaration : statement;
    if ((declared?.type === "ClassDeclaration" || declared?.type === "TSInterfaceDeclaration" || declared?.type === "TSTypeAliasDeclaration") && declared.id) names.add(declared.id.name);
  }
  return names;
}

/**
 * `reportError(err)`, of another file: nobody here knows what it keeps. A function that only makes something of the error keeps
 * nothing.
 */
export function isHandedOver(within: Node, { isError }: ErrorStatus, file: SourceFile): boolean {
  return nodesIn(file.outline.calls, within).some((call) => {
    if (!call.arguments.some((argument) => isError(argument)) || runsInDevelopmentAlone(call, file)) return false;
    const name = calleeName(call) ?? "";
    if (call.type === "NewExpression" || MAKES.test(name) || dottedPath(call.callee)?.[0] === "Object") return false;
    const binding = file.bindings.ofExpression(call.callee);
    if (binding?.kind === "function" || recordOfCall(call, file)) return false;
    const summary = importedSummary(call.callee, file);
    return summary === undefined || summary.records !== undefined;
  });
}

const MAKES = /^(?:is|as|to|get|has|make|map|build|create|parse|from|format|normali[sz]e|convert|translate|resolve|serialize|sanitize|status|json|send|String|stringify|captureStackTrace)(?![a-z])/;
