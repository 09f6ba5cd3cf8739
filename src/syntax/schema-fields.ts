/** The fields that a schema of an object lets through, as far as it spells them out: `z.object({ … })`, `.extend({ … })`. */
import { calleeName, propertyName, unwrap, type Node } from "./ast.js";

export function fieldsOfSchema(schema: Node): readonly string[] {
  const call = unwrap(schema);
  if (call.type !== "CallExpression") return [];
  const name = calleeName(call) ?? "";
  const [given] = call.arguments;
  const named = given?.type === "ObjectExpression" ? given.properties.flatMap((property) => propertyName(property) ?? []) : [];
  if (/^(?:object|strictObject|looseObject)$/.test(name)) return named;
  const callee = unwrap(call.callee);
  const before = callee.type === "MemberExpression" ? fieldsOfSchema(callee.object) : [];
  switch (name) {
    case "extend":
      return [...before, ...named];
    case "omit":
      return before.filter((field) => !named.includes(field));
    case "pick":
      return before.filter((field) => named.includes(field));
    default:
      // `zfd.formData(z.object({ … }))`: what wraps a schema lets through what that does.
      return before.length > 0 ? before : call.arguments.flatMap((argument) => fieldsOfSchema(argument));
  }
}
