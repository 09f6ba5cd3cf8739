/** Handlers that turn away all but administrators, and then do something with people, rights, money or the service itself. */
import type { HandlerSite } from "../../frameworks/framework.js";
import type { SourceFile } from "../../source-file.js";
import { unwrap, type Node } from "../../syntax/ast.js";
import { splitWords } from "../../syntax/names.js";
import { findNode } from "../../syntax/walk.js";
import { OVER_CONTENT, READING_WORDS, UPKEEP } from "../../vocabulary/sensitive-actions.js";

/** `if (profile.role !== "admin") return forbidden();`, but not where somebody's own things are let through too. */
export function isForAdminsAlone({ region, fn, route, name }: HandlerSite, file: SourceFile): boolean {
  const within = region ?? fn;
  if (!within || !/admin/i.test(file.view.text.slice(...within.range))) return false;
  // What else administrators do, they do all day: they write, sort and tidy up.
  const words = splitWords(route ?? name ?? "");
  // A cache is emptied, and things are put into another order.
  if (words.some((word) => UPKEEP.has(word)) || /^(?:re)?order$/.test(route?.split("/").at(-1) ?? "")) return false;
  if (!words.some((word) => (OVER_CONTENT.has(word) && !/^(?:assign|bulk)$/.test(word)) || WHOLE_SERVICE.has(word))) return false;
  if (looksOrWrites(splitWords(route?.split("/").at(-1) ?? name ?? ""))) return false;
  const textOf = (node: Node): string => file.view.text.slice(...node.range);
  return findNode(within, (node) => node.type === "IfStatement" && REFUSES.test(textOf(node.consequent)) && refusesOthers(node.test, textOf)) !== undefined;
}

/** `getTenantRates`, `sendWelcomeEmail`: nothing changes. Whoever is invited may come in. */
function looksOrWrites([verb = "", ...words]: readonly string[]): boolean {
  return READING_WORDS.has(verb) || (/^(?:send|resend)$/.test(verb) && !words.some((word) => /^invit/.test(word)));
}

const WHOLE_SERVICE: ReadonlySet<string> = new Set(["company", "companies", "maintenance", "organization", "organizations", "sql", "system", "tenant", "tenants"]);

const REFUSES = /\b40[13]\b|forbidden|unauthori[sz]ed/i;

function refusesOthers(test: Node, textOf: (node: Node) => string): boolean {
  const inner = unwrap(test);
  if (inner.type !== "LogicalExpression") return NOT_ADMIN.test(textOf(inner));
  if (inner.operator === "||") return refusesOthers(inner.left, textOf) || refusesOthers(inner.right, textOf);
  return inner.operator === "&&" && [inner.left, inner.right].every((side) => asksForRole(side, textOf)) && NOT_ADMIN.test(textOf(inner));
}

function asksForRole(test: Node, textOf: (node: Node) => string): boolean {
  const inner = unwrap(test);
  if (inner.type === "LogicalExpression") return asksForRole(inner.left, textOf) && asksForRole(inner.right, textOf);
  // Staff and teachers who are let in, too, do their own work there.
  return /role|admin/i.test(textOf(inner)) && !/["'](?:staff|teacher|instructor|editor|author|manager|moderator|doctor|nurse|agent|employee|member|user|customer|client|seller|vendor)["']/i.test(textOf(inner));
}

/** A role that is none of an administrator's. Those of one company or one house are its own people. */
const NOT_ADMIN =
  /role\w*\W{1,3}!==?\s*["'](?:super|system|platform|site)?[-_ ]?admin(?:istrator)?["']|!\s*\(?[\w.?]*\bis_?(?:super|system|platform)?_?admin(?:istrator)?(?:Or(?:Up|Above|Higher|Owner|Root))?\b|!\s*\[\s*["'](?:super[-_ ]?)?admin["']\s*(?:,\s*["'][\w-]*(?:admin|owner|root|staff)["']\s*)*\]\.includes/i;
