/** Next.js server actions: what a `"use server"` file exports, and functions that begin with that directive. */
import type { SourceFile } from "../source-file.js";
import { enclosingFunction, type FunctionNode, type Node } from "../syntax/ast.js";
import { WordedPattern } from "../syntax/worded-pattern.js";
import { exportedNames } from "./exported-names.js";
import { handlerSite, type Framework, type HandlerSite } from "./framework.js";
import { handlerValue, ownName } from "./handler-value.js";

const USES_SERVER = new WordedPattern(['"use server"'], /["']use server["']/);

export const nextServerAction: Framework = {
  id: "next-server-action",
  title: "Next.js server actions",
  mayHold: (_path, text) => USES_SERVER.test(text),
  findHandlers: (file) => [...exportedActions(file), ...inlineActions(file)],
};

function isUseServer(node: Node): boolean {
  return node.type === "ExpressionStatement" && node.directive === "use server";
}

/** Every run-time export of such a file can be called from the browser, whatever it is wrapped in. */
function exportedActions(file: SourceFile): HandlerSite[] {
  if (!file.view.ast.body.some(isUseServer)) return [];
  return exportedNames(file).map(({ name, place, value }) => {
    const { fn, wrappers } = value ? handlerValue(value, file.bindings) : { fn: undefined, wrappers: [] };
    return actionSite({ fn, wrappers, place, name: name === "default" ? (fn?.id?.name ?? name) : name });
  });
}

function inlineActions(file: SourceFile): HandlerSite[] {
  const sites: HandlerSite[] = [];
  for (const directive of file.outline.directives) {
    const fn = isUseServer(directive) ? enclosingFunction(directive) : undefined;
    if (!fn) continue;
    sites.push(actionSite({ fn, wrappers: [], place: placeOf(fn), name: ownName(fn) }));
  }
  return sites;
}

function placeOf(fn: FunctionNode): Node {
  const holder = fn.parent;
  if (fn.id) return fn.id;
  if (holder.type === "VariableDeclarator") return holder.id;
  return holder.type === "Property" ? holder.key : fn;
}

function actionSite(site: Pick<HandlerSite, "fn" | "wrappers" | "place" | "name">): HandlerSite {
  return handlerSite({ framework: "next-server-action", dialect: "action", method: "ACTION", ...site });
}
