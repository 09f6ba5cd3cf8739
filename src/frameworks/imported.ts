/** What the rest of the project says of a name that the file imports. */
import { NO_NEIGHBOURS, type ExportSummary, type Question } from "../neighbours.js";
import { staticString } from "../scope/static-value.js";
import type { SourceFile } from "../source-file.js";
import { dottedPath, unwrap, type Node } from "../syntax/ast.js";
import { leadOf } from "./lead-of.js";

/** The summary of what an expression imports; undefined where it is made in this file, or the project cannot tell. */
export function importedSummary(node: Node, file: SourceFile, question: Question = "anything"): ExportSummary | undefined {
  // Without neighbours no scope need be made for the asking.
  if (file.neighbours === NO_NEIGHBOURS) return undefined;
  const imported = leadOf(node, file);
  return imported && file.neighbours.exportOf(file.view.path, imported.source, imported.path, question);
}

/** The text of a path: as the file knows it, or as the constant of another file that it names: `LOGIN`, `Routes.login`. */
export function routeText(node: Node | undefined, file: SourceFile): string | undefined {
  const own = staticString(node, file.bindings);
  if (own !== undefined || !node || !isNameOfConstant(node, file)) return own;
  const value = importedSummary(node, file)?.value;
  return typeof value === "string" ? value : undefined;
}

/** What stands first may be middleware as well: only what is called as constants are is looked up in the other file. */
function isNameOfConstant(node: Node, file: SourceFile): boolean {
  const path = dottedPath(unwrap(node)) ?? [];
  if (path.some((name) => /^[A-Z][A-Z\d_]*$/.test(name))) return true;
  return path.length > 1 && (holdsRoutes(path[0]!) || isTakenOfRoutes(path[0]!, node, file));
}

function holdsRoutes(name: string): boolean {
  return /(?:route|path|endpoint|url)s?$/i.test(name);
}

/** `user.logIn`, of `const { user } = paths` or `= require("./paths").web`. */
function isTakenOfRoutes(name: string, node: Node, file: SourceFile): boolean {
  const binding = file.bindings.bindingNamed(name, node);
  if (binding?.kind === "import") return ROUTE_MODULE.test(binding.source);
  if (binding?.kind !== "variable" || !binding.constant || !binding.init || !binding.pattern) return false;
  const { init } = binding;
  return (dottedPath(unwrap(init)) ?? []).some(holdsRoutes);
}

const ROUTE_MODULE = /(?:^|[/.-])(?:routes?|paths?|endpoints?|urls?)(?:\.[jt]s)?$/i;
