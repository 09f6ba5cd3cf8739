/**
 * Writes what the docs and the package say of the product from the product itself: the heads of the pages of rules and
 * codemods, README's tables, the index, the version. `--check` writes nothing and fails when something would change.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { ROOT } from "./build.js";
import { loadProduct } from "./product.js";

/** @import { AuditRule } from "../src/define-rule.js" */

const check = process.argv.includes("--check");
const { RULES, CODEMODS, FRAMEWORKS, events, alerts } = await loadProduct();

/** @type {string[]} */
const drifted = [];

for (const rule of RULES) writePage(`docs/rules/${rule.definition.name}.md`, ruleHead(rule));
for (const codemod of CODEMODS) writePage(`docs/codemods/${codemod.name}.md`, codemodHead(codemod));
put("README.md", readme());
put("src/version.ts", version());
put("docs/events.md", eventsPage());
put("docs/alerts.md", alertsPage());
put("docs/README.md", indexPage());
put("docs/standards.md", standardsPage());

if (drifted.length > 0) {
  const what = drifted.map((path) => `  ${path}\n`).join("");
  if (check) process.stderr.write(`These no longer say what the code says; run \`npm run docs\`:\n${what}`);
  else process.stdout.write(`Written:\n${what}`);
}
process.exitCode = check && drifted.length > 0 ? 1 : 0;

/** @param {AuditRule<never>} rule */
function ruleHead({ definition: { name, docs } }) {
  const inPresets = [];
  if (docs.recommended) inPresets.push(`\`recommended\` (${docs.recommended})`);
  inPresets.push(docs.strict ? `\`strict\` (error, with \`${JSON.stringify(docs.strict)}\`)` : "`strict` (error)");
  const codemods = codemodsOf(name).map((codemod) => `[\`${codemod}\`](../codemods/${codemod}.md)`);
  const bulk = codemods.length > 0 ? `; ${codemods.join(" and ")} makes the same edits in bulk` : "";
  return `# ${name}

${docs.description}.

- In the presets ${inPresets.join(" and ")}
- 💡 Offers suggestions in the editor${bulk}
- Weaknesses and requirements: ${standards(docs)}
`;
}

/** @param {{ name: string, rules: readonly string[] }} codemod */
function codemodHead({ name, rules }) {
  return `# ${name}

${summary(`codemods/${name}.ts`)}

- Repairs the findings of ${rules.map((rule) => `[\`${rule}\`](../rules/${rule}.md)`).join(" and ")}
- Run it: \`npx audit-logging fix --only ${name}\`
`;
}

function readme() {
  const text = readFileSync(join(ROOT, "README.md"), "utf8");
  const rules = RULES.map(({ definition: { name, docs } }) => [
    `[${name}](docs/rules/${name}.md)`,
    docs.description,
    docs.recommended || "–",
    docs.strict ? "error, stricter" : "error",
    standards(docs),
  ]);
  const codemods = CODEMODS.map(({ name, rules }) => [`[${name}](docs/codemods/${name}.md)`, summary(`codemods/${name}.ts`), rules.join(", ")]);
  // The comment begins with the framework's name, which the row has already.
  const frameworks = FRAMEWORKS.map(({ title }) => [title, summary(frameworkFile(title)).replace(/^[^:]*: ./, (head) => head.slice(-1).toUpperCase())]);
  const tables = {
    rules: table(["Rule", "What it asks", "recommended", "strict", "Speaks to"], rules),
    codemods: table(["Codemod", "What it does", "Repairs"], codemods),
    frameworks: table(["Framework", "What counts as a handler"], frameworks),
  };
  return Object.entries(tables).reduce((result, [name, rows]) => replaceBetween(result, name, rows), text);
}

function indexPage() {
  const path = "docs/README.md";
  const text = readFileSync(join(ROOT, path), "utf8");
  const rules = RULES.map(({ definition: { name, docs } }) => `- [${name}](rules/${name}.md): ${docs.description}\n`).join("");
  const codemods = CODEMODS.map(({ name, rules: served }) => `- [${name}](codemods/${name}.md), for ${served.join(", ")}\n`).join("");
  return replaceBetween(replaceBetween(text, "rules", rules, path), "codemods", codemods, path);
}

function standardsPage() {
  const path = "docs/standards.md";
  const rows = RULES.map(({ definition: { name, docs } }) => [
    `[${name}](rules/${name}.md)`,
    docs.cwe.map((cwe) => `CWE-${cwe}`).join(", "),
    docs.asvs.join(", "),
  ]);
  return replaceBetween(readFileSync(join(ROOT, path), "utf8"), "rules", table(["Rule", "Weaknesses", "OWASP ASVS 5.0.0"], rows), path);
}

function version() {
  const { version } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
  const path = join(ROOT, "src/version.ts");
  return readFileSync(path, "utf8").replace(/(VERSION = )".*"/, `$1"${version}"`);
}

function eventsPage() {
  const path = join(ROOT, "docs/events.md");
  const { SECURITY_EVENTS, REASONS, EVENT_FIELDS } = events;
  /** @param {string | undefined} text */
  const code = (text) => (text ? `\`${text}\`` : "–");
  const tables = {
    fields: table(
      ["Field", "What", "ECS", "OCSF", "OpenTelemetry"],
      EVENT_FIELDS.map(({ name, meaning, ecs, ocsf, otel }) => [code(name), meaning, code(ecs), code(ocsf), code(otel)]),
    ),
    events: table(
      ["Event", "Category", "When", "OWASP: success", "denied", "error"],
      SECURITY_EVENTS.map(({ name, category, meaning, owasp }) => [
        code(name),
        category,
        meaning,
        code(owasp.success),
        code(owasp.denied),
        code(owasp.error),
      ]),
    ),
    schemas: table(
      ["Event", "ECS `event.category`", "`event.type`", "OCSF `class_uid`", "`activity_id`"],
      SECURITY_EVENTS.map(({ name, ecs, ocsf }) => [
        code(name),
        ecs.category.join(", "),
        ecs.type.join(", "),
        `${ocsf.class_uid}`,
        `${ocsf.activity_id}`,
      ]),
    ),
    reasons: table(
      ["Reason", "What"],
      Object.entries(REASONS).map(([name, meaning]) => [code(name), meaning]),
    ),
  };
  return Object.entries(tables).reduce((result, [name, rows]) => replaceBetween(result, name, rows, "docs/events.md"), readFileSync(path, "utf8"));
}

function alertsPage() {
  const { ALERT_RULES, RENDERERS, describeCondition, durationInWords } = alerts;
  /** @param {{ attack: readonly string[], cwe: readonly number[] }} rule */
  const standardsOf = ({ attack, cwe }) => [...attack, ...cwe.map((number) => `CWE-${number}`)].join(", ");
  const inexact = Object.entries(RENDERERS).flatMap(([format, renderer]) =>
    ALERT_RULES.flatMap(({ id, condition: { kind } }) => {
      const note = /** @type {Partial<Record<string, string>>} */ (renderer.inexact)[kind];
      return note ? [[format, `\`${id}\``, note]] : [];
    }),
  );
  const tables = {
    alerts: table(
      ["Rule", "Severity", "Fires on", "At most one in", "Speaks to"],
      ALERT_RULES.map((rule) => [`\`${rule.id}\``, rule.severity, describeCondition(rule), durationInWords(rule.cap), standardsOf(rule)]),
    ),
    why: ALERT_RULES.map(({ id, title, why }) => `- \`${id}\`: ${title}. ${why}\n`).join(""),
    inexact: table(["Format", "Rule", "How it differs"], inexact),
  };
  const path = "docs/alerts.md";
  const page = readFileSync(join(ROOT, path), "utf8");
  return Object.entries(tables).reduce((result, [name, part]) => replaceBetween(result, name, part, path), page);
}

/** @param {{ cwe: readonly number[], asvs: readonly string[] }} docs */
function standards({ cwe, asvs }) {
  const requirements = asvs.length > 0 ? `; ASVS 5.0 ${asvs.join(", ")}` : "";
  return `${cwe.map((number) => `CWE-${number}`).join(", ")}${requirements}`;
}

/** @param {string} rule */
function codemodsOf(rule) {
  return CODEMODS.filter(({ rules }) => rules.includes(rule)).map(({ name }) => name);
}

/** @param {string} title */
function frameworkFile(title) {
  const paths = readdirSync(join(ROOT, "src/frameworks")).map((file) => `src/frameworks/${file}`);
  const path = paths.find((candidate) => readFileSync(join(ROOT, candidate), "utf8").includes(`title: "${title}"`));
  if (!path) throw new Error(`No file of src/frameworks has title: "${title}".`);
  return path;
}

/**
 * The doc comment at the top of a module, on one line.
 * @param {string} path
 */
function summary(path) {
  const comment = /^\/\*\*([\s\S]*?)\*\//.exec(readFileSync(join(ROOT, path), "utf8"))?.[1];
  if (!comment) throw new Error(`${path} must begin with a doc comment: the docs are made from it.`);
  return comment.replaceAll(/\n \*/g, " ").replaceAll(/\s+/g, " ").trim();
}

/**
 * @param {string[]} head
 * @param {string[][]} rows
 */
function table(head, rows) {
  const line = (/** @type {string[]} */ cells) => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |\n`;
  return `${line(head)}${line(head.map(() => "---"))}${rows.map(line).join("")}`;
}

/**
 * @param {string} text
 * @param {string} name of the part, in its two comments
 * @param {string} part
 * @param {string} [path] of the text, for the error
 */
function replaceBetween(text, name, part, path = "README.md") {
  const [begin, end] = [`<!-- begin ${name} -->\n`, `<!-- end ${name} -->`];
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`${path} needs the lines ${begin.trim()} and ${end}.`);
  return `${text.slice(0, from + begin.length)}\n${part}\n${text.slice(to)}`;
}

/**
 * A page's head is all that stands above its first second-level heading; what is below is written by hand.
 * @param {string} path
 * @param {string} head
 */
function writePage(path, head) {
  const text = existsSync(join(ROOT, path)) ? readFileSync(join(ROOT, path), "utf8") : "";
  const body = /^## [\s\S]*/m.exec(text)?.[0] ?? "";
  put(path, body ? `${head}\n${body}` : head);
}

/**
 * @param {string} path
 * @param {string} text
 */
function put(path, text) {
  const file = join(ROOT, path);
  if (existsSync(file) && readFileSync(file, "utf8") === text) return;
  drifted.push(path);
  if (check) return;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
