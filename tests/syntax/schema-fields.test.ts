/** Which fields a schema lets through, as far as it spells them out. */
import { expect, test } from "vitest";
import { fieldsOfSchema } from "../../src/syntax/schema-fields.js";
import { calleeName } from "../../src/syntax/ast.js";
import { PARSERS } from "../support/parsers.js";

const fieldsOf = (schema: string): readonly string[] => {
  const { file } = PARSERS[0]!.facts(`ask(${schema});`);
  return fieldsOfSchema(file.outline.calls.find((call) => calleeName(call) === "ask")!.arguments[0]!);
};

test.for([
  ["an object has its keys", `z.object({ email: z.string(), "role": z.string() })`, ["email", "role"]],
  ["so has one that refuses other keys", `z.strictObject({ email: z.string() })`, ["email"]],
  ["what is added comes behind what is there", `z.object({ email: z.string() }).extend({ role: z.string() })`, ["email", "role"]],
  ["what is left out is gone", `z.object({ email: z.string(), role: z.string() }).omit({ role: true })`, ["email"]],
  ["of what is picked nothing else is left", `z.object({ email: z.string(), role: z.string() }).pick({ role: true })`, ["role"]],
  ["a refinement changes no field", `z.object({ role: z.string() }).partial().refine(check)`, ["role"]],
  ["what wraps a schema lets through what that does", `zfd.formData(z.object({ role: z.string() }))`, ["role"]],
  ["a schema by its name alone tells none", `userSchema`, []],
  ["what another one is extended by is told all the same", `userSchema.extend({ role: z.string() })`, ["role"]],
  ["keys that only the running program knows are not told", `z.object({ [name]: z.string(), ...shape })`, []],
  ["a schema of something else has none", `z.string().email()`, []],
] as const)("%s: %s", ([, schema, fields]) => {
  expect(fieldsOf(schema)).toEqual(fields);
});
