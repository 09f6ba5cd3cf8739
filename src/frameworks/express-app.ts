/** Which values are Express apps and routers: by import, factory, type or use, never by a variable's name. */
import type { TSESLint, TSESTree } from "@typescript-eslint/utils";
import type { SourceFile } from "../source-file.js";
import { chainRoot, dottedPath, memberName, parameterName, propertyName, unwrap, type Node } from "../syntax/ast.js";
import { classAround } from "../syntax/class-around.js";
import { foundOnce } from "../syntax/kept-with.js";
import { typeName } from "./res-handler.js";

const APP_TYPE = /^(?:\w+\.)?(?:Express|\w*Application|\w*Router)$/;
/** Calls of a client or of a test have a router's verbs and are none. */
const CLIENTS =
  /^(?:axios|got|ky|supertest|superagent|request|node-fetch|undici|lodash|msw|nock|chai|@tanstack\/\S+|@trpc\/\S+)$/;

const COLLECTIONS = /^(?:Weak)?(?:Map|Set)$|^(?:URLSearchParams|Headers|FormData|Proxy)$/;

/** Made by Express or typed as its app, or only used like one. */
export type AppEvidence = "made" | "used";

/** Whether a receiver is an app or router; false for something known to be else, undefined when the file cannot tell. */
export function isApp(node: Node, file: SourceFile): AppEvidence | false | undefined {
  const inner = unwrap(node);
  if (inner.type === "CallExpression") return isAppFactory(inner, file) ? "made" : undefined;
  if (inner.type === "NewExpression") return isAppFactory(inner, file) ? "made" : isMadeOtherwise(inner, file) ? false : undefined;
  if (inner.type === "MemberExpression") return isAppMember(inner, file) ? "made" : undefined;
  if (inner.type !== "Identifier") return false;
  const binding = file.bindings.of(inner);
  if (binding.kind === "global") return undefined;
  if (binding.kind === "import" && CLIENTS.test(binding.source)) return false;
  if (binding.kind !== "variable" && binding.kind !== "parameter" && binding.kind !== "import") return false;
  const declared =
    binding.kind === "parameter" ? binding.node : binding.node.type === "VariableDeclarator" ? binding.node.id : undefined;
  if (declared && APP_TYPE.test(typeName(declared) ?? "")) return "made";
  if (binding.kind === "variable" && ((binding.init && isAppFactory(binding.init, file)) || isAssignedApp(inner.name, file)))
    return "made";
  if (binding.kind === "variable" && binding.init && !binding.pattern && isMadeOtherwise(binding.init, file)) return false;
  return isUsedAsApp(binding.variable) ? "used" : undefined;
}

/** `new Map()`, `axios.create()`: a collection of the language, or what a client's library makes. */
function isMadeOtherwise(node: Node, file: SourceFile): boolean {
  const inner = unwrap(node);
  if (inner.type !== "CallExpression" && inner.type !== "NewExpression") return false;
  const binding = file.bindings.ofExpression(chainRoot(inner.callee));
  if (binding?.kind === "import") return CLIENTS.test(binding.source);
  return inner.type === "NewExpression" && binding?.kind === "global" && COLLECTIONS.test(dottedPath(inner.callee)?.join(".") ?? "");
}

/** An app that is handed in shows itself by what is done with it: it listens, or middleware is mounted on it. */
function isUsedAsApp(variable: TSESLint.Scope.Variable): boolean {
  return variable.references.some(({ identifier }) => {
    const member = identifier.parent;
    if (member?.type !== "MemberExpression" || member.object !== (identifier as Node)) return false;
    return member.parent.type === "CallExpression" && ["use", "listen"].includes(memberName(member) ?? "");
  });
}

/** `this.app`, `server.router`: by what the file assigns to it, or the type or value that the class gives it. */
function isAppMember(member: TSESTree.MemberExpression, file: SourceFile): boolean {
  const path = dottedPath(member)?.join(".");
  if (path === undefined) return false;
  if (isAssignedApp(path, file)) return true;
  if (member.object.type !== "ThisExpression") return false;
  return (classAround(member)?.body.body ?? []).some((field) => declaresApp(field, memberName(member), file));
}

function declaresApp(field: Node, name: string | undefined, file: SourceFile): boolean {
  if (field.type === "PropertyDefinition") {
    return (
      propertyName(field) === name &&
      (APP_TYPE.test(typeName(field) ?? "") || (field.value !== null && isAppFactory(field.value, file)))
    );
  }
  if (field.type !== "MethodDefinition" || field.kind !== "constructor") return false;
  return field.value.params.some(
    (given) =>
      given.type === "TSParameterProperty" && parameterName(given) === name && APP_TYPE.test(typeName(given.parameter) ?? ""),
  );
}

/** `app = express()` after the declaration. */
function isAssignedApp(path: string, file: SourceFile): boolean {
  return assignedApps(file).has(path);
}

/** Found once: each registration asks of its receiver. */
const assignedApps = foundOnce(
  (file: SourceFile): ReadonlySet<string | undefined> =>
    new Set(file.outline.assignments.filter(({ right }) => isAppFactory(right, file)).map(({ left }) => dottedPath(left)?.join("."))),
);

/** Express, and packages with a router that is called in the same way. */
const EXPRESS = /^(?:express|express-promise-router|ultimate-express|router|@types\/express)$/;

/** `express()`, `express.Router()`, `Router()`, `new Router()` by their import; another factory is not known. */
function isAppFactory(node: Node, file: SourceFile): boolean {
  const inner = unwrap(node);
  if (inner.type === "AssignmentExpression") return isAppFactory(inner.right, file);
  return (inner.type === "CallExpression" || inner.type === "NewExpression") && isOfExpress(inner.callee, file);
}

const DEPTH = 3;

/** `express`, `express.Router`, and the name of a constant that stands for them. */
function isOfExpress(node: Node, file: SourceFile, depth = DEPTH): boolean {
  const inner = unwrap(node);
  const root = inner.type === "MemberExpression" ? unwrap(inner.object) : inner;
  if (root.type === "CallExpression") return requiresExpress(root);
  const binding = file.bindings.ofExpression(root);
  if (binding?.kind === "import") return EXPRESS.test(binding.source) || isOwnExpress(binding.source, root, binding.imported);
  return binding?.kind === "variable" && binding.init !== undefined && depth > 0 && isOfExpress(binding.init, file, depth - 1);
}

/** `import express from "./server/express"`: a file of the project that gives Express on, under its name. */
function isOwnExpress(source: string, root: Node, imported: string): boolean {
  return source.startsWith(".") && (imported === "express" || (root.type === "Identifier" && root.name === "express"));
}

function requiresExpress(call: TSESTree.CallExpression): boolean {
  const source = call.arguments[0];
  return (
    call.callee.type === "Identifier" &&
    call.callee.name === "require" &&
    source?.type === "Literal" &&
    source.value === "express"
  );
}
