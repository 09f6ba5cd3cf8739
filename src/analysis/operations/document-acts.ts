/** What the write of a mapper's document is, by whose document it is and by the fields that were set on it. */
import type { TSESTree } from "@typescript-eslint/utils";
import type { SourceFile } from "../../source-file.js";
import {
  PASSWORD_FIELD,
  PERSON_TABLE,
  PRIVILEGE_FIELDS,
  SECOND_FACTOR_FIELD,
  SUBJECT_WORDS,
  USER_TABLE,
} from "../../vocabulary/sensitive-operations.js";
import { documentWriteOf, type DocumentWrite, type FieldWrite } from "./document-writes.js";
import type { Sensitivity } from "./sensitive-act.js";
import { isGone, isPlanField, isProved, isShutOut } from "./sensitive-writes.js";

/** `user.role = role; await user.save()`. */
export function ofDocument(call: TSESTree.CallExpression, file: SourceFile): Sensitivity | undefined {
  const write = documentWriteOf(call, file);
  if (!write?.words.some((word) => SUBJECT_WORDS.has(word))) return undefined;
  if (write.isNew) return ofNewDocument(write);
  const found = (holds: (name: string) => boolean): FieldWrite | undefined => write.fields.find(({ name }) => holds(name));
  const role = found((name) => PRIVILEGE_FIELDS.has(name));
  if (role) return { category: "authorization", event: "user.role.change", evidence: `writes ${role.name}` };
  const factor = found((name) => SECOND_FACTOR_FIELD.test(name));
  if (factor?.value?.type === "Literal") return { category: "authentication", event: factor.value.value ? "auth.mfa.enable" : "auth.mfa.disable", evidence: `writes ${factor.name}` };
  const password = found((name) => PASSWORD_FIELD.test(name));
  if (password) return { category: "authentication", event: "auth.password.change", evidence: `writes ${password.name}` };
  const gone = write.words.some((word) => USER_TABLE.test(word)) ? write.fields.find(isGone) : undefined;
  if (gone) return { category: "authentication", event: "user.delete", evidence: `writes ${gone.name}` };
  const shut = write.words.some((word) => PERSON_TABLE.test(word)) ? write.fields.find(isShutOut) : undefined;
  if (shut) return { category: "admin", event: "admin.user_update", evidence: `writes ${shut.name}` };
  const proved = write.words.some((word) => PERSON_TABLE.test(word)) ? write.fields.find(isProved) : undefined;
  if (proved) return { category: "authentication", event: "user.update", evidence: `writes ${proved.name}` };
  const plan = found((name) => isPlanField(name, file));
  return plan && { category: "billing", event: "billing.subscription", evidence: `writes ${plan.name}` };
}

/** `new User({ email, password })`: somebody who can sign in from now on. What else is made has the state that all begin with. */
function ofNewDocument({ fields }: DocumentWrite): Sensitivity | undefined {
  const password = fields.find(({ name }) => PASSWORD_FIELD.test(name));
  return password && { category: "authentication", event: "user.create", evidence: `writes ${password.name}` };
}
