/** Handlers that the project's settings name: exported functions of given files, and functions given to certain calls. */
import type { SourceFile } from "../source-file.js";
import { dottedPath, unwrap, type FunctionNode, type Node } from "../syntax/ast.js";
import { exportedNames } from "./exported-names.js";
import { handlerSite, type Framework, type HandlerSite } from "./framework.js";
import { handlerValue, ownName, requestParameters } from "./handler-value.js";
import { returnedExpressions } from "./local-function.js";
import { readResponse } from "./read-response.js";
import { resParameters } from "./res-handler.js";

export const configured: Framework = {
  id: "configured",
  title: "Handlers named in the settings",
  mayHold: (path, text, { handlers }) =>
    handlers.files.some((glob) => globPattern(glob).test(path)) ||
    handlers.calls.some((name) => text.includes(name.split(".").at(-1)!)),
  findHandlers: (file) => {
    const { files, calls } = file.settings.handlers;
    const exported = files.some((glob) => globPattern(glob).test(file.view.path)) ? exportedFunctions(file) : [];
    return calls.length === 0 ? exported : [...exported, ...calledWith(calls, file)];
  },
};

function exportedFunctions(file: SourceFile): HandlerSite[] {
  return exportedNames(file).flatMap(({ name, place, value }) => (value ? siteOf(value, name, place, file) : []));
}

/** The last function among the arguments of a call by one of the names: `defineHandler(options, async (event) => {})`. */
function calledWith(names: readonly string[], file: SourceFile): HandlerSite[] {
  return file.outline.calls.flatMap((call) => {
    const path = dottedPath(call.callee);
    if (!path || !(names.includes(path.join(".")) || names.includes(path.at(-1)!))) return [];
    return siteOf(call, undefined, call.callee, file);
  });
}

function siteOf(value: Node, name: string | undefined, place: Node, file: SourceFile): HandlerSite[] {
  const { fn, wrappers } = handlerValue(value, file.bindings);
  if (!fn) return [];
  const parameters = resParameters(fn, file);
  return [
    handlerSite({
      framework: "configured",
      dialect: parameters ? "res" : givesPlainValues(fn, file) ? "action" : "response",
      fn,
      wrappers,
      place,
      name: name ?? ownName(fn),
      parameters: parameters ?? requestParameters(fn),
    }),
  ];
}

/**
 * `return { ok: true }`, `return user`: what calls the function makes an answer of that. One that returns nothing but what others
 * make may be given responses by them.
 */
function givesPlainValues(fn: FunctionNode, file: SourceFile): boolean {
  const returned = returnedExpressions(fn);
  return returned.some((value) => isPlainValue(value, file)) && !returned.some((value) => readResponse(value, file));
}

function isPlainValue(value: Node, file: SourceFile): boolean {
  const inner = unwrap(value);
  if (inner.type !== "Identifier") return PLAIN.has(inner.type);
  const binding = file.bindings.of(inner);
  return binding.kind === "variable" && binding.init !== undefined && !/^res$|response|reply/i.test(inner.name);
}

const PLAIN: ReadonlySet<string> = new Set(["ObjectExpression", "ArrayExpression", "Literal", "TemplateLiteral", "MemberExpression"]);

const patterns = new Map<string, RegExp>();

/** `src/{api,rpc}/**` and the like: `**` crosses folders, `*` and `?` do not, `{a,b}` is either. */
export function globPattern(glob: string): RegExp {
  let pattern = patterns.get(glob);
  if (!pattern) patterns.set(glob, (pattern = new RegExp(`^${translate(glob.replace(/^\.\//, ""))}$`)));
  return pattern;
}

function translate(glob: string): string {
  let depth = 0;
  return (
    glob.replaceAll(/\*\*\/|\*\*|[*?{},]|[.+^$()|[\]\\]/g, (token) => {
      switch (token) {
        case "**/":
          return "(?:.*/)?";
        case "**":
          return ".*";
        case "*":
          return "[^/]*";
        case "?":
          return "[^/]";
        case "{":
          depth++;
          return "(?:";
        case "}":
          if (depth === 0) return "\\}";
          depth--;
          return ")";
        case ",":
          return depth > 0 ? "|" : ",";
        default:
          return `\\${token}`;
      }
    }) + ")".repeat(depth)
  );
}
