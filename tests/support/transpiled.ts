/** Compiles the product into a temporary folder, file by file and without checking types, so that no build is needed first. */
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, realpathSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import ts from "typescript";

const ROOT = join(import.meta.dirname, "../..");

/** A folder that looks like an installed package: its own package.json, `dist`, and what it depends on beside it. */
export function transpile(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "audit-logging-")));
  const home = join(folder, "node_modules/eslint-plugin-audit-logging");
  for (const part of ["src", "rules", "codemods"]) {
    for (const path of readdirSync(join(ROOT, part), { recursive: true, encoding: "utf8" })) {
      if (!path.endsWith(".ts")) continue;
      const { outputText } = ts.transpileModule(readFileSync(join(ROOT, part, path), "utf8"), {
        compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2023, verbatimModuleSyntax: true },
      });
      const target = join(home, "dist", part, path.replace(/\.ts$/, ".js"));
      mkdirSync(dirname(target), { recursive: true });
      writeFileSync(target, outputText);
    }
  }
  writeFileSync(join(home, "package.json"), JSON.stringify({ name: "eslint-plugin-audit-logging", type: "module" }));
  symlinkSync(join(ROOT, "node_modules"), join(home, "node_modules"), "junction");
  return folder;
}
