/** ESLint's own parser leaves out fields that typescript-eslint's always sets; the rules say the same of both trees. */
import ts from "typescript";
import { expect, test } from "vitest";
import { RULES } from "../../rules/index.js";
import { FIXTURES } from "../support/codemod-fixtures.js";
import { isPlainJavaScript, lint, type ParserName } from "./lint.js";

/** The code without its types, as a JavaScript project would have it. */
function withoutTypes(code: string): string {
  const { outputText } = ts.transpileModule(code, {
    compilerOptions: {
      module: ts.ModuleKind.ESNext,
      target: ts.ScriptTarget.ES2023,
      jsx: ts.JsxEmit.Preserve,
      verbatimModuleSyntax: true,
    },
    fileName: "a.tsx",
  });
  return outputText;
}

const CLASS = `
  import { Router } from "express";
  class Accounts {
    remove(req, res) { if (!req.user) return res.status(401).end(); db.user.delete(req.params.id); res.end(); }
    static token = process.env.TOKEN;
    login = async (req, res) => { try { res.json(await check(req.body)); } catch { res.status(500).end(); } };
  }
  const accounts = new Accounts();
  const router = Router();
  router.delete("/users/:id", accounts.remove);
  router.post("/login", accounts.login);
`;

const CASES = FIXTURES.map(({ codemod, name, input, path, settings }) => ({ name: `${codemod}: ${name}`, code: withoutTypes(input), path, settings }));

function said(code: string, path: string, settings: unknown, parser: ParserName): unknown {
  return RULES.map(({ definition: { name } }) => lint(name, code, { path: path.replace(/\.([cm]?)tsx?$/, ".$1js"), settings, parser }));
}

test("methods of a class without decorators are handlers as any other", () => {
  const [typescript, espree] = (["typescript-eslint", "espree"] as const).map((parser) => said(CLASS, "src/routes/accounts.js", undefined, parser));
  expect(espree).toEqual(typescript);
  expect(JSON.stringify(espree)).toContain("DELETE /users/:id answers 401");
});

test.each(CASES.filter(({ code }) => isPlainJavaScript(code)))("$name", ({ code, path, settings }) => {
  expect(said(code, path, settings, "espree")).toEqual(said(code, path, settings, "typescript-eslint"));
});
