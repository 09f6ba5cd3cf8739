/**
 * Whether a write only notes that something was used, changed or looked at: nobody rests on a stamp of the last use or a count
 * of views.
 */
import type { TSESTree } from "@typescript-eslint/utils";
import { calleeName, propertyName, unwrap, type Node } from "../../syntax/ast.js";
import { findNode } from "../../syntax/walk.js";

const STAMP =
  /^last_?(?:used|seen|active|activity|accessed|access|visited|visit|viewed|opened|read|notified|checked|fetched|synced|success|succeeded|failure|failed)(?:_?(?:at|on|date|time|ip))?$|^(?:views?|hits?|clicks?|visits?|impressions?|plays?|downloads?)(?:_?counts?)?$|^updated_?at$/i;
/** `supabase.from("keys").update({ last_used_at: now })`, `.update({ view_count: n + 1 })`. */
export function writesOnlyStamps(attempted: Node): boolean {
  let found = false;
  const other = findNode(attempted, (node) => {
    if (node.type !== "CallExpression" || calleeName(node) !== "update") return false;
    const written = fieldsWritten(node);
    if (written === undefined) return false;
    found = true;
    return !written.every((field) => STAMP.test(field));
  });
  return found && other === undefined;
}

/** The fields of the row that a call is told to write; undefined where it is given none by name. */
function fieldsWritten(call: TSESTree.CallExpression): string[] | undefined {
  const given = call.arguments.map(unwrap).findLast((argument) => argument.type === "ObjectExpression");
  if (given?.type !== "ObjectExpression") return undefined;
  return given.properties.map((property) => (property.type === "Property" ? (propertyName(property) ?? "") : ""));
}
