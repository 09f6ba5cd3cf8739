/** What schemas of other files let through to a write. */
import { expect, test } from "vitest";
import { projectOf } from "./support.js";

const route = (data: string): string => `import { changes } from "../../lib/schemas";
export async function PATCH(request) {
  const input = changes.parse(await request.json());
  await prisma.user.update({ where: { id }, data: ${data} });
  return Response.json({});
}
`;

test.each([
  ["a role is given by what the schema lets through", `export const changes = z.object({ name: z.string(), role: z.string() }).strict();`, "input", "writes role"],
  ["a schema that wraps another is asked as well", `export const changes = zfd.formData(z.object({ role: z.string() }));`, "input", "writes role"],
  ["a schema that others hand on is found", `export { inner as changes } from "./inner";`, "input", "writes role"],
  ["a schema without a role gives none", `export const changes = z.object({ name: z.string() });`, "input", undefined],
  ["a schema that leaves the role out gives none", `export const changes = z.object({ name: z.string(), role: z.string() }).omit({ role: true });`, "input", undefined],
  ["a field of its own choosing is all that is written", `export const changes = z.object({ name: z.string(), role: z.string() });`, "{ name: input.name }", undefined],
])("%s", (_sentence, schema, data, evidence) => {
  const { facts } = projectOf({ "lib/schemas.ts": schema, "lib/inner.ts": "export const inner = z.object({ role: z.string() });", "app/things/route.ts": route(data) });
  const found = facts("app/things/route.ts", route(data));
  expect(found.sensitivity(found.handlers[0]!)?.evidence).toBe(evidence);
});
