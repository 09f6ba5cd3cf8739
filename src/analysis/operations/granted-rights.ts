/** Rights and plans that somebody is given by a write or an invitation, by the names of the fields that it sets. */
import type { TSESTree } from "@typescript-eslint/utils";
import { calleeName, propertyName, propertyValue, type Node } from "../../syntax/ast.js";
import { callPath } from "../../syntax/call-path.js";
import { splitWords } from "../../syntax/names.js";
import { walk } from "../../syntax/walk.js";
import { CHAT_ROLES, WRITE_METHODS, WRITING_WORDS } from "../../vocabulary/sensitive-actions.js";
import { NEUTRAL_WORDS, PRIVILEGE_FIELDS, SUBJECT_WORDS } from "../../vocabulary/sensitive-operations.js";
import type { TableWrite } from "../records/table-writes.js";
import type { Sensitivity } from "./sensitive-act.js";
import { fieldsOf, type Field } from "./sensitive-writes.js";

/**
 * `user.update({ data: { role } })`, `updateTeamMember(id, { role })`, `db.update(users).set({ role })`, `UPDATE users SET
 * role = …`.
 */
export function writtenByName(call: TSESTree.CallExpression, write: TableWrite | undefined): Sensitivity | undefined {
  const name = calleeName(call) ?? "";
  const updates = write ? write.verb === "update" || /^(?:upsert|save)$/.test(name) : WRITE_METHODS.has(name) || WRITING_WORDS.has(splitWords(name)[0] ?? "");
  if (!updates) return undefined;
  const subject = subjectOf(call, write);
  if (subject === "another") return undefined;
  const updated = name === "upsert" ? propertyValue(call.arguments[0], "update") : undefined;
  // What an upsert makes, nobody had before.
  const fields = updated ? fieldsOf({ values: updated.type === "ObjectExpression" ? [updated] : [], columns: [] }) : write ? fieldsOf(write) : fieldsGiven(call);
  const field = fields.find((candidate) => PRIVILEGE_FIELDS.has(candidate.name) && candidate.value?.type !== "ObjectExpression" && (subject === "person" || !isChatRole(candidate.value)));
  if (field) return { category: "authorization", event: "user.role.change", evidence: `writes ${field.name}` };
  // `updateWorkspace(id, { plan })`: a write to a table is asked elsewhere.
  const plan = write || subject !== "person" ? undefined : fields.find((candidate) => /^(?:plan|plan_?id|plan_?name|subscription_?(?:plan|tier))$/i.test(candidate.name));
  return plan && { category: "billing", event: "billing.subscription", evidence: `writes ${plan.name}` };
}

/** `createInvitation({ email, role })`: whoever takes it will have the role. */
export function ofInvitation(call: TSESTree.CallExpression): Sensitivity | undefined {
  const [verb = "", ...words] = splitWords(calleeName(call) ?? "");
  if (!INVITES.test(verb) || ![verb, ...words].some((word) => INVITED.test(word))) return undefined;
  const role = fieldsGiven(call).find(({ name }) => PRIVILEGE_FIELDS.has(name));
  return role && { category: "authorization", event: "user.invite", evidence: `calls ${callPath(call) ?? verb}` };
}

const INVITES = /^(?:create|send|add|insert|make|issue|invite)$/;
const INVITED = /^invit(?:es?|ations?)$/;

/** A column of rights in a statement of SQL: `update users set role = …`. */
export function privilegeColumn({ table, columns }: TableWrite): Sensitivity | undefined {
  const column = splitWords(table).some((word) => SUBJECT_WORDS.has(word))
    ? columns.find((name) => PRIVILEGE_FIELDS.has(name))
    : undefined;
  return column === undefined ? undefined : { category: "authorization", event: "user.role.change", evidence: `writes ${column}` };
}

/** Whose field it is: somebody's, something else's (the role of a post), or not said. */
function subjectOf(call: TSESTree.CallExpression, write: TableWrite | undefined): "person" | "another" | "unknown" {
  const words = splitWords(write?.table ?? callPath(call) ?? "").filter((word) => !WRITING_WORDS.has(word));
  if (words.some((word) => SUBJECT_WORDS.has(word))) return "person";
  return words.some((word) => !NEUTRAL_WORDS.has(word)) ? "another" : "unknown";
}

/** The fields of a call's objects at any depth, but those that choose rows, and those of chat messages. */
function fieldsGiven(call: TSESTree.CallExpression): Field[] {
  const fields: Field[] = [];
  for (const argument of call.arguments) {
    if (argument.type !== "ObjectExpression") continue;
    walk(argument, (node) => {
      if (node.type === "ObjectExpression" && node.properties.some((property) => propertyName(property) === "content")) return false;
      if (node.type !== "Property") return undefined;
      const name = propertyName(node);
      if (name === "where" || name === "select" || name === "include") return false;
      if (name !== undefined) fields.push({ name, value: node.value as Node });
      return undefined;
    });
  }
  return fields;
}

function isChatRole(value: Node | undefined): boolean {
  return value?.type === "Literal" && CHAT_ROLES.has(String(value.value));
}
