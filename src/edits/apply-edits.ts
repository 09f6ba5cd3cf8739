/** From plans to text: imports added, edits put in order, conflicts refused. */
import type { Edit, ImportNeed, Plan } from "../finding.js";
import type { SourceFile } from "../source-file.js";
import { importEdits } from "./import-edits.js";
import { newlineAt, textStyle } from "./text-style.js";

/** Edits that can be applied as they are, or why there are none. */
export type FinishedPlan = readonly Edit[] | { readonly skipped: string };

/** A plan with the edits of its imports, so that it stands alone. */
export function finishPlan(plan: Plan, file: SourceFile): FinishedPlan {
  if ("skipped" in plan) return plan;
  const imports = importEdits(plan.imports, file);
  if ("skipped" in imports) return imports;
  const edits = [...imports, ...plan.edits];
  const ordered = inOrder(edits);
  if (ordered.some((edit, index) => index > 0 && edit.range[0] < ordered[index - 1]!.range[1]))
    return { skipped: "its edits stand in each other's way; give each statement a line of its own first" };
  return textStyle(file).mixed ? edits.map((edit) => endedAsItsLine(edit, file.view.text)) : edits;
}

/** Where lines end in both ways, the file's own would take the end of the line beside what is inserted. */
function endedAsItsLine(edit: Edit, source: string): Edit {
  const [start, end] = edit.range;
  const newline = start === end ? newlineAt(source, start) : undefined;
  return newline ? { range: edit.range, text: edit.text.replaceAll(/\r?\n/g, newline) } : edit;
}

/**
 * Several plans as one. A plan that touches what an earlier one edits is left for another round; `taken` holds the
 * positions of those that were not.
 */
export function mergePlans(plans: readonly Plan[], file: SourceFile): { edits: readonly Edit[]; taken: ReadonlySet<number> } {
  const edits: Edit[] = [];
  const imports: ImportNeed[] = [];
  const taken = new Set<number>();
  const touched = new Uint8Array(file.view.text.length + 1);
  plans.forEach((plan, index) => {
    if ("skipped" in plan || plan.edits.some(({ range }) => touched.subarray(range[0], range[1] + 1).includes(1))) return;
    taken.add(index);
    for (const { range } of plan.edits) touched.fill(1, range[0], range[1] + 1);
    edits.push(...plan.edits);
    imports.push(...plan.imports);
  });
  if (edits.length === 0) return { edits, taken };
  const finished = finishPlan({ edits, imports }, file);
  return "skipped" in finished ? { edits: [], taken } : { edits: finished, taken };
}

/**
 * The edits with others beside them; undefined where they stand in each other's way. What both do is done once: two exits of one
 * catch give it its name, and two of a block on one line break up that line.
 */
export function withEdits(edits: readonly Edit[], others: readonly Edit[]): readonly Edit[] | undefined {
  const result = [...edits];
  for (const other of others) {
    if (edits.some((there) => isAtPlaceOf(there, other) && isWithin(other, there))) continue;
    const at = edits.findIndex((there) => isAtPlaceOf(there, other));
    const there = edits[at];
    if (there && isWithin(there, other)) result[at] = other;
    // Which of two insertions comes first, only the place of each could tell, and that is the same.
    else if (there && other.range[0] === other.range[1]) return undefined;
    else if (result.some(({ range }) => range[0] < other.range[1] && other.range[0] < range[1])) return undefined;
    else result.push(other);
  }
  return result;
}

function isAtPlaceOf({ range: [start, end] }: Edit, { range }: Edit): boolean {
  return start === range[0] && end === range[1];
}

/** Of two edits of one place: whether all that the first does is done by the other. Insertions only by one that is the same. */
function isWithin(one: Edit, other: Edit): boolean {
  return one.range[0] < one.range[1] ? other.text.endsWith(one.text) : other.text === one.text;
}

/** The text with the edits made. Edits must not overlap. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  let result = "";
  let at = 0;
  for (const edit of inOrder(edits)) {
    if (edit.range[0] < at) throw new Error(`Edits overlap at offset ${edit.range[0]}.`);
    result += text.slice(at, edit.range[0]) + edit.text;
    at = edit.range[1];
  }
  return result + text.slice(at);
}

/** By place; insertions at one place stay in the order given, before a replacement that begins there. */
export function inOrder(edits: readonly Edit[]): Edit[] {
  return edits.toSorted((a, b) => a.range[0] - b.range[0] || a.range[1] - b.range[1]);
}
