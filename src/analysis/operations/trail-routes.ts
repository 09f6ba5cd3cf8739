/** Routes by which what was recorded is done away with: whoever covers a trace begins there. */
import { splitWords } from "../../syntax/names.js";
import type { SensitiveAction } from "../../vocabulary/sensitive-actions.js";

/** `DELETE /system/event-logs`, `POST /audit-logs/clear`. */
export function erasesTrail(segments: readonly string[], method: string | undefined): SensitiveAction | undefined {
  const named = segments.map((segment) => splitWords(segment));
  const last = named.at(-1) ?? [];
  const erases = ERASES.test(last[0] ?? "");
  if (!(method === "DELETE" || (method === "POST" && erases))) return undefined;
  const things = [...(erases && last.length > 1 ? last.slice(1) : erases ? (named.at(-2) ?? []) : last)];
  return isTrail(things) ? ERASED : undefined;
}

function isTrail(words: readonly string[]): boolean {
  return words.length > 1 && /^(?:logs?|trail)$/.test(words.at(-1)!) && TRAIL.test(words.at(-2)!);
}

const ERASES = /^(?:clear|purge|delete|prune|truncate)$/;
const TRAIL = /^(?:audit|event|activity|access|security|login|admin|system)$/;
const ERASED: SensitiveAction = { category: "admin", event: "admin.action" };
