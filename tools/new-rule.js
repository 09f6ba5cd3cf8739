/** `npm run new-rule <name>`: a rule, its test and its page, listed and ready to be filled in. */
import { addImport, camelCase, checkedName, create, edit, fill, refreshDocs, run } from "./scaffold.js";

run(() => {
  const name = checkedName(process.argv[2], "npm run new-rule no-silent-logout");
  const values = { name, variable: camelCase(name) };
  create({
    [`rules/${name}.ts`]: fill("rule.ts.txt", values),
    [`tests/rules/${name}.test.ts`]: fill("rule.test.ts.txt", values),
    [`docs/rules/${name}.md`]: fill("rule.md.txt", values),
  });
  edit("rules/index.ts", (text) => {
    const listed = text.replace(/(RULES[^[]*\[\] = \[\n)((?: {2}\w+,\n)*)/, (_, head, entries) => {
      const rows = [...entries.split("\n").filter(Boolean), `  ${values.variable},`].sort();
      return `${head}${rows.join("\n")}\n`;
    });
    return listed === text ? text : addImport(listed, `import ${values.variable} from "./${name}.js";`);
  });
  refreshDocs();
});
