/** Stored procedures whose name says what they do: `supabase.rpc("admin_set_role", …)`, `supabase.rpc("delete_account")`. */
import type { TSESTree } from "@typescript-eslint/utils";
import { staticString } from "../../scope/static-value.js";
import type { SourceFile } from "../../source-file.js";
import { calleeName, propertyName } from "../../syntax/ast.js";
import { splitWords } from "../../syntax/names.js";
import { isOfStock } from "./named-acts.js";
import { SUBJECT_WORDS } from "../../vocabulary/sensitive-operations.js";
import { LEADING_WORDS, NAME_PHRASES, READING_WORDS, THING_WORDS, type SensitiveAction } from "../../vocabulary/sensitive-actions.js";

export interface ProcedureCall extends SensitiveAction {
  readonly procedure: string;
}

/** Undefined for procedures that read or check, and for those whose name tells of nothing sensitive. */
export function sensitiveProcedure(call: TSESTree.CallExpression, file: SourceFile): ProcedureCall | undefined {
  if (calleeName(call) !== "rpc" || call.callee.type !== "MemberExpression") return undefined;
  const procedure = staticString(call.arguments[0], file.bindings);
  if (procedure === undefined) return undefined;
  const words = splitWords(procedure);
  if (words.some((word) => READING_WORDS.has(word) || THING_WORDS.has(word))) return undefined;
  const first = words.findIndex((word) => !LEADING_WORDS.has(word));
  const named = NAME_PHRASES.find(
    (phrase) =>
      isSpecific(phrase.words) &&
      [words, words.slice(Math.max(first, 0))].some((act) => phrase.words.every((word, index) => act[index] === word)),
  );
  if (named && (isOfStock(named, words) || isOfSomebody(named.words, words))) return undefined;
  if (named) return { category: named.category, event: named.event, procedure };
  if (WRITES.test(words[Math.max(first, 0)] ?? "") && words.some((word) => SUBJECT_WORDS.has(word)) && setsRole(call)) return { category: "authorization", event: "user.role.change", procedure };
  return words[0] === "admin" && words.length > 1 ? { category: "admin", event: `admin.${words.slice(1).join("_")}`, procedure } : undefined;
}

const WRITES = /^(?:set|update|change|edit|assign|save|upsert)$/;

/** `{ p_role: role }`, `{ target_role_id }`: a parameter of a procedure is called as the column, behind a word or two. */
function setsRole({ arguments: [, given] }: TSESTree.CallExpression): boolean {
  if (given?.type !== "ObjectExpression") return false;
  return given.properties.some((property) => /^(?:(?:p|v|in|new|target|user|member)?_)*(?:role|role_id|roles|permissions|is_admin)$/i.test(propertyName(property) ?? ""));
}

/** `delete_user_batches`: something of a user's, and the user stays. */
function isOfSomebody(phrase: readonly string[], words: readonly string[]): boolean {
  const next = phrase.at(-1) === "user" ? words[words.indexOf("user") + 1] : undefined;
  return next !== undefined && !STILL_THE_USER.test(next);
}

const STILL_THE_USER = /^(?:accounts?|by|with|and|from|for|in|to|admin|cascade|complete(?:ly)?|data|fully|id|org|profile|self|role|permissions?|safely|v?\d+)$/;

/** `register_device` is no sign-up: one word alone is enough only where it means one thing. */
function isSpecific(words: readonly string[]): boolean {
  return words.length > 1 || words[0] === "refund" || words[0] === "impersonate";
}
