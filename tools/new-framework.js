/** `npm run new-framework <id>`: a framework's model, its test and its place in the docs, listed and ready to be filled in. */
import { addImport, camelCase, checkedName, create, edit, fill, refreshDocs, run } from "./scaffold.js";

run(() => {
  const id = checkedName(process.argv[2], "npm run new-framework fastify");
  const variable = camelCase(id);
  const values = { id, variable, title: variable[0]?.toUpperCase() + variable.slice(1) };
  create({
    [`src/frameworks/${id}.ts`]: fill("framework.ts.txt", values),
    [`tests/frameworks/${id}.test.ts`]: fill("framework.test.ts.txt", values),
  });
  // What the settings name comes last in every list.
  edit("src/frameworks/framework.ts", (text) => text.replace(`  | "configured"`, `  | "${id}"\n  | "configured"`));
  edit("src/frameworks/index.ts", (text) => {
    const listed = text.replace("  configured,\n", `  ${variable},\n  configured,\n`);
    return listed === text ? text : addImport(listed, `import { ${variable} } from "./${id}.js";`);
  });
  edit("docs/frameworks.md", (text) => text.replace(/^## Handlers named/m, `${fill("framework.md.txt", values)}\n$&`));
  refreshDocs();
});
