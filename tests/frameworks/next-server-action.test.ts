import { describe, expect, it } from "vitest";
import { PARSERS } from "../support/parsers.js";
import { handlersOf, summaryOf } from "./described.js";

for (const { parser, facts } of PARSERS) {
  describe(`Next.js server actions, by ${parser}`, () => {
    it("takes every export of a file that begins with the directive", () => {
      const text = `'use server'
      export async function signOut() {}
      export const signIn = validatedAction(schema, async (data, formData) => ({ ok: true }));
      async function helper() {}`;
      expect(summaryOf(facts, text, "app/actions.ts")).toEqual(["ACTION ? signOut", "ACTION ? signIn"]);
      expect(handlersOf(facts, text, "app/actions.ts")[1]).toMatchObject({
        framework: "next-server-action",
        dialect: "action",
        place: "signIn",
        wrappers: 1,
        fn: "async (data, formData) => ({ ok: true })",
      });
    });

    it("takes an action built by a chain of calls", () => {
      const text =
        '"use server";\nexport const removeAction = client.inputSchema(schema).action(withAudit("user", async ({ ctx, parsedInput }) => true));';
      expect(handlersOf(facts, text, "app/actions.ts")[0]).toMatchObject({ name: "removeAction", wrappers: 2 });
    });

    it("takes the export list and the default export, but no types", () => {
      const text =
        '"use server";\nconst a = async () => {};\nexport { a as save };\nexport default async function main() {}\nexport type State = { ok: boolean };\nexport interface Form {}';
      expect(summaryOf(facts, text, "app/actions.ts")).toEqual(["ACTION ? save", "ACTION ? main"]);
    });

    it("takes functions that begin with the directive, wherever they stand", () => {
      const text = `export default function Page() {
        async function save(data) { "use server"; await write(data) }
        const remove = async () => { "use server"; };
        return <form action={save}><button formAction={async () => { "use server"; }} onClick={remove} /></form>;
      }`;
      const sites = handlersOf(facts, text, "app/page.tsx");
      expect(sites.map(({ name, place }) => name ?? place.slice(0, 11))).toEqual(["save", "remove", "async () =>"]);
    });

    it("leaves files without the directive alone, and the words elsewhere", () => {
      expect(summaryOf(facts, 'export const note = "use server"; export async function load() {}', "app/load.ts")).toEqual([]);
      expect(summaryOf(facts, "'use client'\nexport async function load() { return 'use server' }", "app/load.ts")).toEqual([]);
    });
  });
}
