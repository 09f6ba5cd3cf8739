/** itty-router: functions that a Worker puts on one of its routers, and those of other files that take its request. */
import type { SourceFile } from "../source-file.js";
import { memberName, unwrap, type FunctionNode, type Node } from "../syntax/ast.js";
import { WordedPattern } from "../syntax/worded-pattern.js";
import { alwaysResponds, mayFallOff } from "./answering-functions.js";
import { exportedNames } from "./exported-names.js";
import { METHODS, registrationRoot, registrationsIn, type Registration } from "./express-registration.js";
import { findExport } from "./find-export.js";
import { handlerSite, type Framework, type HandlerSite } from "./framework.js";
import { handlerValue, ownName, requestParameters } from "./handler-value.js";
import { returnedExpressions } from "./local-function.js";
import { readResponse } from "./read-response.js";
import { typeName } from "./res-handler.js";

/** Forks go by its name. */
const NAMES_ITTY = new WordedPattern(["itty-router"], /["'][\w@/-]*itty-router[\w-]*["']/);
const IS_ITTY = /itty-router/;
const REQUEST_TYPE = /^(?:IRequest(?:Strict)?|IttyRequest|RequestLike)$/;

export const ittyRouter: Framework = {
  id: "cloudflare-worker",
  title: "itty-router",
  mayHold: (_path, text) => NAMES_ITTY.test(text),
  findHandlers: (file) => {
    const registered = registrationsIn(file)
      .filter((registration) => isOnItty(registration, file))
      .flatMap((registration) => sitesOf(registration, file));
    return [...registered, ...standingAlone(new Set(registered.map(({ fn }) => fn)), file)];
  },
};

/** Put on a router that the file makes, or on one that is handed to it. */
function isOnItty({ call, receiver, verb, route }: Registration, file: SourceFile): boolean {
  if (receiver === "made" || verb === "use" || route === undefined) return false;
  const root = registrationRoot(call);
  const binding = file.bindings.ofExpression(root);
  if (binding?.kind === "parameter" || (binding?.kind === "import" && binding.source.startsWith("."))) return true;
  const declared = file.bindings.declaredValue(root);
  const made = declared ? registrationRoot(declared) : root;
  if (made.type !== "CallExpression" && made.type !== "NewExpression") return false;
  const maker = file.bindings.ofExpression(made.callee);
  return maker?.kind === "import" && IS_ITTY.test(maker.source);
}

function sitesOf({ handlers, verb, route, place }: Registration, file: SourceFile): HandlerSite[] {
  return handlers.flatMap((node, index) => {
    const isLast = index === handlers.length - 1;
    const { fn, wrappers } = handlerValue(node, file.bindings);
    if (!fn && (!isLast || isRouter(node))) return [];
    return [
      handlerSite({
        framework: "cloudflare-worker",
        dialect: "response",
        role: !isLast || (fn && verb === "all" && goesOn(fn)) ? "middleware" : "handler",
        fn,
        wrappers,
        place,
        name: (fn && ownName(fn)) ?? nameOf(node),
        route,
        method: METHODS.get(verb),
        middleware: handlers.slice(0, index),
        parameters: requestParameters(fn),
      }),
    ];
  });
}

/** `users.fetch`, `users.handle`: the handlers are those on that router. */
function isRouter(node: Node): boolean {
  const inner = unwrap(node);
  return inner.type === "MemberExpression" && /^(?:fetch|handle)$/.test(memberName(inner) ?? "");
}

function nameOf(node: Node): string | undefined {
  const inner = unwrap(node);
  return inner.type === "Identifier" ? inner.name : inner.type === "MemberExpression" ? memberName(inner) : undefined;
}

/** The next function is asked where one gives nothing back. */
function goesOn(fn: FunctionNode): boolean {
  return mayFallOff(fn) || (fn.body.type === "BlockStatement" && returnedExpressions(fn).length === 0);
}

/** Exported, and handed the router's request: those that answer, and those that another file puts on a router. */
function standingAlone(known: ReadonlySet<FunctionNode | undefined>, file: SourceFile): HandlerSite[] {
  const { neighbours, view } = file;
  let elsewhere: ReadonlySet<FunctionNode> | undefined;
  const isRegistered = (fn: FunctionNode): boolean => {
    elsewhere ??= new Set(
      neighbours.registeredIn(view.path).flatMap(({ path }) => {
        const found = findExport(file, path);
        return found?.kind === "function" ? [found.fn] : [];
      }),
    );
    return elsewhere.has(fn);
  };
  return exportedNames(file).flatMap(({ name, place, value }) => {
    const { fn, wrappers } = value ? handlerValue(value, file.bindings) : { fn: undefined, wrappers: [] };
    if (!fn || known.has(fn)) return [];
    const isTyped = REQUEST_TYPE.test(typeName(fn.params[0] ?? fn) ?? "");
    if (!isTyped && !isMiddlewareByItsAnswers(fn, file)) return [];
    if (!answersSome(fn, file) && !isRegistered(fn)) return [];
    return [
      handlerSite({
        framework: "cloudflare-worker",
        dialect: "response",
        role: goesOn(fn) ? "middleware" : "handler",
        fn,
        wrappers,
        place,
        name: name === "default" ? ownName(fn) : name,
        parameters: requestParameters(fn),
      }),
    ];
  });
}

/** `(request, env) => { if (!key) return error(401, "…"); request.key = key; }`, in JavaScript, with the router's own answers. */
function isMiddlewareByItsAnswers(fn: FunctionNode, file: SourceFile): boolean {
  const [first] = fn.params;
  if (first?.type !== "Identifier" || !/^_?req(?:uest)?$/.test(first.name) || !goesOn(fn)) return false;
  return returnedExpressions(fn).some((returned) => {
    const call = unwrap(returned);
    const maker = call.type === "CallExpression" ? file.bindings.ofExpression(call.callee) : undefined;
    return maker?.kind === "import" && IS_ITTY.test(maker.source);
  });
}

function answersSome(fn: FunctionNode, file: SourceFile): boolean {
  return alwaysResponds(fn, file) || returnedExpressions(fn).some((returned) => readResponse(returned, file) !== undefined);
}
