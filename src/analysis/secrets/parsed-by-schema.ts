/** What a schema of the file lets through: `schema.parse(req.body)` has the fields that the schema names. */
import type { TSESTree } from "@typescript-eslint/utils";
import { calleeName, memberName, unwrap, type Node } from "../../syntax/ast.js";
import type { Trace } from "./secret-trace.js";
import { CLEAN, OPAQUE, type Value } from "./secret-value.js";

/** The parsed value where the schema is in the file; undefined for any other call. */
export function parsedBySchema(method: string, callee: TSESTree.MemberExpression, trace: Trace): Value | undefined {
  const named = /^(?:safe)?[pP]arse(?:Async)?$/.test(method) ? schemaFields(callee.object, trace) : undefined;
  if (!named) return undefined;
  const data = dataOf(named, trace);
  return method.startsWith("safe")
    ? {
        kind: "object",
        fields: new Map<string, Value>([
          ["data", data],
          ["error", OPAQUE],
          ["success", CLEAN],
        ]),
        rest: [],
      }
    : data;
}

function dataOf(named: readonly { name: string; node: Node }[], trace: Trace): Value {
  return { kind: "object", fields: new Map(named.map(({ name, node }) => [name, trace.byName(name, node)] as const)), rest: [] };
}

/** `procedure.input(z.object({ … })).mutation(({ input }) => …)`: what the callback of a procedure with a schema gets. */
export function inputOfProcedure(callee: TSESTree.MemberExpression, trace: Trace): Value | undefined {
  if (trace.reading || !/^(?:mutation|query|subscription|action|handler|stateAction)$/.test(memberName(callee) ?? "")) return undefined;
  for (let link = unwrap(callee.object); link.type === "CallExpression"; ) {
    const method = unwrap(link.callee);
    if (method.type !== "MemberExpression") return undefined;
    const name = memberName(method);
    if (/^(?:input|schema|inputSchema)$/.test(name ?? "") && link.arguments[0]) {
      const named = schemaFields(link.arguments[0], trace);
      if (!named) return undefined;
      const data = dataOf(named, trace);
      return { kind: "object", fields: new Map([["input", data], ["parsedInput", data]]), rest: [OPAQUE] };
    }
    link = unwrap(method.object);
  }
  return undefined;
}

function schemaFields(node: Node, trace: Trace): { name: string; node: Node }[] | undefined {
  const inner = unwrap(node);
  const binding = inner.type === "Identifier" ? trace.file.bindings.of(inner) : undefined;
  const schema = binding?.kind === "variable" && binding.init ? unwrap(binding.init) : inner;
  if (schema.type !== "CallExpression" || calleeName(schema) !== "object" || schema.arguments[0]?.type !== "ObjectExpression")
    return undefined;
  return schema.arguments[0].properties.flatMap((property) =>
    property.type === "Property" &&
    property.key.type === "Identifier" &&
    !/\b(?:boolean|number)\(/.test(trace.textOf(property.value))
      ? [{ name: property.key.name, node: property }]
      : [],
  );
}
