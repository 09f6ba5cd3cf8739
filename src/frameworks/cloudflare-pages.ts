/** Cloudflare Pages functions: what the files of a `functions/` folder export as `onRequest` and `onRequestPost`. */
import type { SourceFile } from "../source-file.js";
import { parameterName, propertyName, unwrap, type FunctionNode, type Node } from "../syntax/ast.js";
import { WordedPattern } from "../syntax/worded-pattern.js";
import { withDispatched } from "./dispatch.js";
import { exportedNames } from "./exported-names.js";
import { HTTP_METHODS, handlerSite, type Framework, type HandlerParameters, type HandlerSite } from "./framework.js";
import { handlerValue } from "./handler-value.js";
import { typeName } from "./res-handler.js";

const PAGES_FILE = /(?:^|\/)functions\/(.+)\.[cm]?[jt]sx?$/;
const EXPORTS_HANDLER = /\bonRequest/;
const NAMES_TYPE = new WordedPattern(["pagesfunction"], /:\s*PagesFunction\b|\bPagesFunction</);
const EXPORT_NAME = /^onRequest([A-Z][a-z]+)?$/;

export const cloudflarePages: Framework = {
  id: "cloudflare-worker",
  title: "Cloudflare Pages functions",
  mayHold: (path, text) => (PAGES_FILE.test(path) && EXPORTS_HANDLER.test(text)) || NAMES_TYPE.test(text),
  findHandlers: (file) => {
    const names = PAGES_FILE.test(file.view.path) ? exportedNames(file) : [];
    const exported = names.flatMap(({ name, place, value }) => pagesSites(name, place, value, file));
    const known = new Set(exported.map(({ fn }) => fn));
    return withDispatched([...exported, ...typedSites(file).filter(({ fn }) => !known.has(fn))], file);
  },
};

/** `const onRequestPost: PagesFunction<Env> = async (ctx) => …` in a function that makes the handlers of a file. */
function typedSites(file: SourceFile): HandlerSite[] {
  return file.outline.functions.flatMap((fn) => {
    const { parent } = fn;
    if (parent.type !== "VariableDeclarator" || parent.id.type !== "Identifier" || typeName(parent.id) !== "PagesFunction") return [];
    const { name } = parent.id;
    const method = EXPORT_NAME.exec(name)?.[1]?.toUpperCase();
    return [
      handlerSite({
        framework: "cloudflare-worker",
        dialect: "response",
        role: /middleware|guard/i.test(name) ? "middleware" : "handler",
        fn,
        place: parent.id,
        name,
        method: method !== undefined && HTTP_METHODS.has(method) ? method : undefined,
        parameters: contextParameters(fn),
      }),
    ];
  });
}

/** `functions/api/users/[id].ts` → `/api/users/[id]`, `[[path]]` → `[...path]`; a middleware stands for all below its folder. */
function pagesFunctionRoute(path: string): string | undefined {
  const match = PAGES_FILE.exec(path);
  if (!match) return undefined;
  const segments = match[1]!.replaceAll(/\[\[(\w+)\]\]/g, "[...$1]").split("/");
  const last = segments.at(-1);
  if (last === "index") segments.pop();
  if (last === "_middleware") segments.splice(-1, 1, "*");
  return `/${segments.join("/")}`;
}

function pagesSites(name: string, place: Node, value: Node | undefined, file: SourceFile): HandlerSite[] {
  const named = EXPORT_NAME.exec(name);
  const method = named?.[1]?.toUpperCase();
  if (!named || (method !== undefined && !HTTP_METHODS.has(method))) return [];
  const inner = value && unwrap(value);
  const chain = inner?.type === "ArrayExpression" ? inner.elements.filter((element) => element !== null) : [value];
  const runsBefore = /(?:^|\/)_middleware\.\w+$/.test(file.view.path);
  return chain.map((node, index) => {
    const { fn, wrappers } = node ? handlerValue(node, file.bindings) : { fn: undefined, wrappers: [] };
    return handlerSite({
      framework: "cloudflare-worker",
      dialect: "response",
      role: runsBefore || index < chain.length - 1 ? "middleware" : "handler",
      fn,
      wrappers,
      place: chain.length > 1 && node ? node : place,
      name,
      method,
      route: pagesFunctionRoute(file.view.path),
      middleware: chain.slice(0, index).filter((element) => element !== undefined),
      parameters: contextParameters(fn),
    });
  });
}

/** The request is `context.request`, or what a pattern takes out of the context. */
function contextParameters(fn: FunctionNode | undefined): HandlerParameters {
  const first = fn?.params[0];
  if (first?.type === "ObjectPattern") {
    const taken = (name: string): string | undefined => {
      const property = first.properties.find((candidate) => propertyName(candidate) === name);
      return property?.type === "Property" ? parameterName(property.value) : undefined;
    };
    return { request: taken("request"), next: taken("next") };
  }
  const context = parameterName(first);
  return context === undefined ? {} : { request: `${context}.request`, next: `${context}.next` };
}
