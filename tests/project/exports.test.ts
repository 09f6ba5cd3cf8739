import { describe, expect, test } from "vitest";
import { projectOf, type Files } from "./support.js";

const LOG = 'import { logger } from "./pino-logger";\n';

/** Each exports, one way or another, a function that logs. */
const FORMS: readonly (readonly [form: string, files: Files, path: readonly string[]])[] = [
  ["a function declaration", { "lib.ts": `${LOG}export function note() { logger.info("x"); }` }, ["note"]],
  ["a function with overloads", { "lib.ts": `${LOG}export function note(): void;\nexport function note(x?: string): void { logger.info("x"); }` }, ["note"]],
  ["a method with overloads", { "lib.ts": `${LOG}class Audit { note(): void; note(x?: string): void { logger.info("x"); } }\nexport const audit = new Audit();` }, ["audit", "note"]],
  ["a constant arrow", { "lib.ts": `${LOG}export const note = async () => { await logger.info("x"); };` }, ["note"]],
  ["an export list", { "lib.ts": `${LOG}function note() { logger.info("x"); }\nexport { note };` }, ["note"]],
  ["an export under another name", { "lib.ts": `${LOG}function write() { logger.info("x"); }\nexport { write as note };` }, ["note"]],
  ["a default function", { "lib.ts": `${LOG}export default function () { logger.info("x"); }` }, ["default"]],
  ["a default name", { "lib.ts": `${LOG}const note = () => logger.info("x");\nexport default note;` }, ["default"]],
  ["a default among a list", { "lib.ts": `${LOG}const note = () => logger.info("x");\nexport { note as default };` }, ["default"]],
  ["the whole module", { "lib.ts": `${LOG}export const note = () => logger.info("x");` }, ["*", "note"]],
  ["a method of an object", { "lib.ts": `${LOG}export const audit = { note() { logger.info("x"); } };` }, ["audit", "note"]],
  ["a named function in an object", { "lib.ts": `${LOG}const note = () => logger.info("x");\nexport const audit = { note };` }, ["audit", "note"]],
  ["a deeper object", { "lib.ts": `${LOG}export const audit = { of: { users: { note: () => logger.info("x") } } };` }, ["audit", "of", "users", "note"]],
  ["a spread object", { "lib.ts": `${LOG}const base = { note: () => logger.info("x") };\nexport const audit = { ...base };` }, ["audit", "note"]],
  ["a frozen object", { "lib.ts": `${LOG}export const audit = Object.freeze({ note: () => logger.info("x") });` }, ["audit", "note"]],
  ["a static method", { "lib.ts": `${LOG}export class Audit { static note() { logger.info("x"); } }` }, ["Audit", "note"]],
  ["a method of an instance", { "lib.ts": `${LOG}class Audit { note() { logger.info("x"); } }\nexport const audit = new Audit();` }, ["audit", "note"]],
  ["an arrow field of an instance", { "lib.ts": `${LOG}class Audit { note = () => { logger.info("x"); }; }\nexport default new Audit();` }, ["default", "note"]],
  ["a method that is inherited", { "lib.ts": `${LOG}class Base { note() { logger.info("x"); } }\nclass Audit extends Base {}\nexport const audit = new Audit();` }, ["audit", "note"]],
  ["an instance kept between reloads", { "lib.ts": `${LOG}class Audit { note() { logger.info("x"); } }\nexport const audit = globalThis.audit ?? new Audit();` }, ["audit", "note"]],
  ["what a factory of the file makes", { "lib.ts": `${LOG}function make() { return { note: () => logger.info("x") }; }\nexport const audit = make();` }, ["audit", "note"]],
  ["a wrapped function", { "lib.ts": `${LOG}import { cache } from "react";\nexport const note = cache(async () => { logger.info("x"); });` }, ["note"]],
  ["module.exports of an object", { "lib.js": `const { logger } = require("./pino-logger");\nfunction note() { logger.info("x"); }\nmodule.exports = { note };` }, ["note"]],
  ["module.exports asked as a whole", { "lib.js": `const { logger } = require("./pino-logger");\nmodule.exports = { note() { logger.info("x"); } };` }, ["default", "note"]],
  ["exports.name", { "lib.js": `const { logger } = require("./pino-logger");\nexports.note = () => logger.info("x");` }, ["note"]],
  ["exports.name asked as a whole", { "lib.js": `const { logger } = require("./pino-logger");\nexports.note = () => logger.info("x");` }, ["default", "note"]],
  ["a re-export", { "lib.ts": `export { note } from "./deep/one";`, "deep/one.ts": `import { logger } from "x";\nexport const note = () => logger.info("x");` }, ["note"]],
  ["a re-export under another name", { "lib.ts": `export { write as note } from "./one";`, "one.ts": `${LOG}export const write = () => logger.info("x");` }, ["note"]],
  ["a default re-exported by name", { "lib.ts": `export { default as note } from "./one";`, "one.ts": `${LOG}export default () => logger.info("x");` }, ["note"]],
  ["a star, the second of two", { "lib.ts": `export * from "./none";\nexport * from "./one";`, "none.ts": "export const other = 1;", "one.ts": `${LOG}export const note = () => logger.info("x");` }, ["note"]],
  ["a star under a name", { "lib.ts": `export * as audit from "./one";`, "one.ts": `${LOG}export const note = () => logger.info("x");` }, ["audit", "note"]],
  ["an import that is exported", { "lib.ts": `import { note } from "./one";\nexport { note };`, "one.ts": `${LOG}export const note = () => logger.info("x");` }, ["note"]],
  ["an instance of an imported class", { "lib.ts": `import { Audit } from "./one";\nexport const audit = new Audit();`, "one.ts": `${LOG}export class Audit { note() { logger.info("x"); } }` }, ["audit", "note"]],
  ["what a factory of a third file makes", { "lib.ts": `import { make } from "./one";\nexport const audit = make("api");`, "one.ts": `${LOG}export function make(name) { function note() { logger.info(name); } return { note }; }` }, ["audit", "note"]],
  ["a function that a factory of a third file makes", { "lib.ts": `import { make } from "./one";\nexport const note = make("x");`, "one.ts": `${LOG}export const make = (name) => () => logger.info(name);` }, ["note"]],
  ["what a factory is waited for", { "lib.ts": `${LOG}async function make() { return { note: () => logger.info("x") }; }\nexport const audit = await make();` }, ["audit", "note"]],
  ["a method of what the class keeps of itself", { "lib.ts": `${LOG}export class Audit { static one() { if (!Audit.kept) Audit.kept = new Audit(); return Audit.kept; } note() { logger.info("x"); } }` }, ["Audit", "one", "()", "note"]],
  ["a method that calls one of a class of a third file", { "lib.ts": `import { Base } from "./one";\nclass Audit extends Base { note() { this.logNote(); } }\nexport const audit = new Audit();`, "one.ts": `${LOG}export class Base { logNote() { logger.info("x"); } }` }, ["audit", "note"]],
  ["what is assigned to the exports as an object", { "lib.js": `const { logger } = require("./pino-logger");\nObject.assign(module.exports, { note: () => logger.info("x") });` }, ["note"]],
  ["a require under a name", { "lib.js": `exports.audit = require("./one");`, "one.js": `const { logger } = require("./l");\nexports.note = () => logger.info("x");` }, ["audit", "note"]],
  ["an import of TypeScript's own, exported", { "lib.ts": `import audit = require("./one");\nexport { audit };`, "one.ts": `${LOG}const note = () => logger.info("x");\nexport = { note };` }, ["audit", "note"]],
  ["module.exports of a require", { "lib.js": `module.exports = require("./one");`, "one.js": `const { logger } = require("./l");\nexports.note = () => logger.info("x");` }, ["note"]],
];

/** Each has the name, and yet nothing that is sure to log. */
const OTHERS: readonly (readonly [form: string, files: Files, path: readonly string[]])[] = [
  ["a function that logs on one way only", { "lib.ts": `${LOG}export function note(x) { if (x) logger.info("x"); }` }, ["note"]],
  ["what a factory makes on one of two ways", { "lib.ts": `${LOG}function make(on) { if (on) return { note: () => logger.info("x") }; return { note() {} }; }\nexport const audit = make();` }, ["audit", "note"]],
  ["a field that a function inside the constructor gives itself", { "lib.ts": `${LOG}function Audit() { function Inner() { this.note = () => logger.info("x"); } }\nexport const audit = new Audit();` }, ["audit", "note"]],
  ["a method on the prototype of another function", { "lib.ts": `${LOG}function Audit() {}\nfunction Other() {}\nOther.prototype.note = () => logger.info("x");\nexport const audit = new Audit();` }, ["audit", "note"]],
  ["a field of the function itself, asked of an instance", { "lib.ts": `${LOG}function Audit() {}\nAudit.shared.note = () => logger.info("x");\nexport const audit = new Audit();` }, ["audit", "note"]],
  ["another member that the object is given", { "lib.ts": `${LOG}const audit = {};\naudit.other = () => logger.info("x");\nexport { audit };` }, ["audit", "note"]],
  ["a member that another object is given", { "lib.ts": `${LOG}const audit = {};\nconst other = {};\nother.note = () => logger.info("x");\nexport { audit };` }, ["audit", "note"]],
  ["a field that another class gives itself", { "lib.ts": `${LOG}class Other { constructor() { this.note = () => logger.info("x"); } }\nclass Audit {}\nexport const audit = new Audit();` }, ["audit", "note"]],
  ["a name that is given something else later", { "lib.ts": `${LOG}let note = () => logger.info("x");\nnote = () => {};\nexport { note };` }, ["note"]],
  ["an instance that is made on a condition", { "lib.ts": `${LOG}class Audit { note() { logger.info("x"); } }\nexport const audit = process.env.AUDIT && new Audit();` }, ["audit", "note"]],
  ["a name that is not exported", { "lib.ts": `${LOG}function note() { logger.info("x"); }` }, ["note"]],
  ["a method of the instance asked of the class", { "lib.ts": `${LOG}export class Audit { note() { logger.info("x"); } }` }, ["Audit", "note"]],
  ["a static method asked of an instance", { "lib.ts": `${LOG}class Audit { static note() { logger.info("x"); } }\nexport const audit = new Audit();` }, ["audit", "note"]],
  ["a declaration without a body", { "lib.ts": "export declare function note(): void;" }, ["note"]],
  ["an abstract method", { "lib.ts": "abstract class Audit { abstract note(): void; }\nexport const audit = new Audit();" }, ["audit", "note"]],
  ["a type of that name", { "lib.ts": `export type note = () => void;` }, ["note"]],
  ["a name that is assigned anew", { "lib.ts": `${LOG}export let note = () => logger.info("x");\nnote = () => {};` }, ["note"]],
  ["a require that another value replaces", { "lib.js": `let note = require("./one").note;\nnote = () => {};\nexports.write = () => note("x");`, "one.js": `const { logger } = require("./l");\nexports.note = () => logger.info("x");` }, ["write"]],
  ["a field of the class that an instance does not have", { "lib.ts": `${LOG}class Audit { static kept; }\nAudit.kept = { note: () => logger.info("x") };\nexport const audit = new Audit();` }, ["audit", "kept", "note"]],
  ["one of two that a factory of a third file makes", { "lib.ts": `import { make } from "./one";\nexport const audit = make("api");`, "one.ts": `${LOG}export function make(name) { if (!name) return { note() {} }; return { note: () => logger.info(name) }; }` }, ["audit", "note"]],
  ["a default behind a star", { "lib.ts": `export * from "./one";`, "one.ts": `${LOG}export default () => logger.info("x");` }, ["default"]],
  ["what a factory of another package makes", { "lib.ts": `import { make } from "maker";\nexport const note = make("x");` }, ["note"]],
  ["the handler inside an option", { "lib.ts": `${LOG}import { limit } from "limiter";\nexport const note = limit({ handler: () => { logger.info("x"); } });` }, ["note"]],
];

describe("an export of another file", () => {
  test.each(FORMS)("is found as %s", (_form, files, path) => {
    expect(projectOf(files).project.exportOf("src.ts", "./lib", path)?.records).toBe("log");
  });

  test.each(OTHERS)("is not taken for a record as %s", (_form, files, path) => {
    expect(projectOf(files).project.exportOf("src.ts", "./lib", path)?.records).toBeUndefined();
  });
});

describe("files that lead back to themselves", () => {
  const CIRCLE: Files = {
    "a.ts": `import { b } from "./b";\nexport const a = (n) => { b(n - 1); };\nexport const report = () => console.error("x");`,
    "b.ts": `import { a, report } from "./a";\nexport const b = (n) => { if (n) a(n); else report(); };\nexport const sure = () => { a(1); report(); };`,
  };

  test("are unknown where the circle is", () => {
    const { project } = projectOf(CIRCLE);
    expect(project.exportOf("src.ts", "./a", ["a"])).toMatchObject({ records: undefined, idle: false });
  });

  test("give the same answers whichever is asked first", () => {
    const names = [["./a", "a"], ["./b", "b"], ["./b", "sure"], ["./a", "report"]] as const;
    const ask = (order: readonly (readonly [string, string])[]) => {
      const { project } = projectOf(CIRCLE);
      return Object.fromEntries(order.map(([file, name]) => [`${file} ${name}`, project.exportOf("src.ts", file, [name])]));
    };
    expect(ask(names.toReversed())).toEqual(ask(names));
    expect(ask(names)["./b sure"]).toMatchObject({ records: "console" });
  });

  test("a barrel that exports itself holds nothing", () => {
    const { project } = projectOf({ "index.ts": `export * from "./index";\nexport * from "./other";`, "other.ts": `export * from "./index";` });
    expect(project.exportOf("src.ts", "./index", ["note"])).toBeUndefined();
  });

  test("a chain longer than is followed is unknown, and no error", () => {
    const files = Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`f${index}.ts`, `export { x } from "./f${index + 1}";`]));
    expect(projectOf({ ...files, "f30.ts": "export const x = 1;" }).project.exportOf("src.ts", "./f0", ["x"])).toBeUndefined();
  });
});

describe("files that cannot be read", () => {
  test.each<readonly [string, Files]>([
    ["is broken", { "lib.ts": "export const note = (" }],
    ["is larger than is read", { "lib.ts": `export const note = () => console.log("x");\n//${"x".repeat(500_000)}` }],
    ["is no code", { "lib.json": "{}" }],
    ["is a declaration", { "lib.d.ts": "export declare function note(): void;" }],
    ["is not there", {}],
  ])("say nothing: one that %s", (_sentence, files) => {
    expect(projectOf(files).project.exportOf("src.ts", "./lib", ["note"])).toBeUndefined();
  });
});
