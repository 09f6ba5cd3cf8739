/**
 * `npm run new-codemod <name> <rule> [<rule> …]`: a codemod that applies what the rules suggest, its first case and its page,
 * listed, exported and ready to be filled in.
 */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "./build.js";
import { addImport, camelCase, checkedName, create, edit, fill, refreshDocs, run } from "./scaffold.js";

run(() => {
  const usage = "npm run new-codemod close-open-catch no-silent-catch";
  const name = checkedName(process.argv[2], usage);
  const rules = process.argv.slice(3).map((rule) => checkedName(rule, usage));
  if (rules.length === 0) throw new Error(`Which rules' findings does ${name} repair? As in: ${usage}`);
  const unknown = rules.find((rule) => !existsSync(join(ROOT, "rules", `${rule}.ts`)));
  if (unknown) throw new Error(`There is no rule ${unknown}: a codemod applies what a rule suggests, so the rule comes first.`);

  const first = `tests/codemods/${name}/leaves-clean-code-alone`;
  create({
    [`codemods/${name}.ts`]: fill("codemod.ts.txt", { name }),
    [`docs/codemods/${name}.md`]: fill("codemod.md.txt", { name }),
    [`${first}/input.ts`]: fill("codemod.case.txt", {}),
    [`${first}/expected.ts`]: fill("codemod.case.txt", {}),
  });
  edit("codemods/run-codemods.ts", (text) => {
    const listed = text.replace(/(KNOWN[^[]*\[\] = \[\n[\s\S]*?)(\];)/, `$1  codemod("${name}", ${rules.map(camelCase).join(", ")}),\n$2`);
    if (listed === text) return text;
    const imports = rules.map((rule) => `import ${camelCase(rule)} from "../rules/${rule}.js";`);
    return imports.filter((line) => !text.includes(line)).reduce(addImport, listed);
  });
  edit("package.json", (text) => {
    const manifest = JSON.parse(text);
    const { "./package.json": last, ...others } = manifest.exports;
    const added = { types: `./dist/codemods/${name}.d.ts`, default: `./dist/codemods/${name}.js` };
    const codemods = Object.entries({ ...others, [`./codemods/${name}`]: added }).sort(([a], [b]) => (a < b ? -1 : 1));
    return `${JSON.stringify({ ...manifest, exports: { ...Object.fromEntries(codemods), "./package.json": last } }, undefined, 2)}\n`;
  });
  refreshDocs();
});
