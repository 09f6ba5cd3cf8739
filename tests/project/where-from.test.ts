/** Where an object comes from whose method is called: a field, a factory, what was handed in, a list, a chain. */
import { describe, expect, test } from "vitest";
import requireAudit from "../../rules/require-audit-on-sensitive-route.js";
import { projectOf, type Files } from "./support.js";

const EVENT = `auditLog.add({ action: "user.removed", actor, target });`;
const LEDGER = `import { auditLog } from "./audit-log";\nexport class Ledger { write(actor, target) { ${EVENT} } }\nexport interface Writer { write(actor, target): void }\n`;
const FILES: Files = {
  "src/ledger.ts": LEDGER,
  "src/quiet.ts": `import { Ledger } from "./ledger";\nexport class Quiet extends Ledger { write(actor, target) { this.last = target; } }`,
  "src/make.ts": `import { auditLog } from "./audit-log";\nexport function make(name) { return { write: (actor, target) => { ${EVENT} } }; }\nexport async function open() { return make("x"); }`,
  "src/watch.ts": `import { auditLog } from "./audit-log";\nexport const watch = (req, res, next) => { auditLog.add({ actor: req.user.id, action: req.path }); next(); };\nexport const time = (req, res, next) => { req.since = Date.now(); next(); };`,
  "src/lists.ts": `import { watch, time } from "./watch";\nexport const before = [time, watch];\nexport const quick = [time];\nexport const all = [...before, time];`,
  "src/client.ts": `import { createSafeActionClient } from "next-safe-action";\nimport { auditLog } from "./audit-log";\nexport const client = createSafeActionClient().use(async ({ next, ctx }) => { const result = await next(); auditLog.add({ actor: ctx.user.id, outcome: result.success }); return result; });\nexport const typed = client.metadata({ name: "x" });\nexport const some = createSafeActionClient().use(async ({ next, ctx }) => { if (ctx.user.admin) auditLog.add({ actor: ctx.user.id }); return next(); });\nexport const none = createSafeActionClient().use(async ({ next }) => next());`,
};

const REMOVE = (write: string): string => `async (req, res) => { await db.user.delete({ where: { id: req.params.id } }); ${write} res.json({}); }`;
const CLASS = (fields: string, heading = ""): string => `import { Ledger, type Writer } from "./ledger";\nimport { Quiet } from "./quiet";\nimport { make } from "./make";\nclass People${heading} {\n${fields}\nremove = ${REMOVE("this.ledger.write(req.user.id, req.params.id);")}\n}\nconst app = require("express")();\napp.delete("/users/:id", new People().remove);`;
const ROUTE = (top: string, write: string, before = ""): string => `import { make, open } from "./make";\nimport * as lists from "./lists";\nimport { before, quick, all } from "./lists";\nconst app = require("express")();\n${top}\napp.delete("/users/:id", ${before}${REMOVE(write)});`;
const ACTION = (client: string): string => `"use server";\nimport * as clients from "./client";\nimport { client, typed, some, none } from "./client";\nexport const deleteUser = ${client}.action(async ({ parsedInput }) => { await db.user.delete({ where: { id: parsedInput.id } }); return { ok: true }; });`;

function isSilent(code: string): boolean {
  const { facts } = projectOf(FILES);
  return requireAudit.definition.check(facts("src/people.ts", code), requireAudit.definition.defaults as never).length === 0;
}

describe("an event is written by", () => {
  test.each([
    ["a field that is made of an imported class", CLASS("ledger = new Ledger();")],
    ["a field that is handed to the constructor and has a class for its type", CLASS("constructor(private readonly ledger: Ledger) {}")],
    ["a field that has a default of that type", CLASS("constructor(private readonly ledger: Ledger = new Ledger()) {}")],
    ["a field that the constructor sets to an instance", CLASS("private ledger: Writer;\nconstructor() { this.ledger = new Ledger(); }")],
    ["a field that the constructor sets to what it is handed", CLASS("private ledger;\nconstructor(ledger: Ledger) { this.ledger = ledger; }")],
    ["a field that has a class for its type, whoever sets it", CLASS("@Inject() private ledger: Ledger;")],
    ["a field of what an imported factory makes", CLASS(`ledger = make("people");`)],
    ["what an imported factory makes", ROUTE(`const ledger = make("people");`, "ledger.write(req.user.id, req.params.id);")],
    ["what is waited for of an imported factory", ROUTE("", "const ledger = await open(); ledger.write(req.user.id, req.params.id);")],
    ["a function that is taken out of what a factory makes", ROUTE(`const { write: note } = make("people");`, "note(req.user.id, req.params.id);")],
    ["one of an imported list of middleware", ROUTE("", "", "before, ")],
    ["one of a list that is spread", ROUTE("", "", "...before, ")],
    ["one of a list inside another", ROUTE("", "", "all, ")],
    ["a list of a whole module", ROUTE("", "", "lists.before, ")],
    ["a list that the app is given", ROUTE("app.use(before);", "")],
    ["the middleware of an action client", ACTION("client.schema(schema)")],
    ["the middleware of a client that another one is made of", ACTION("typed.schema(schema)")],
    ["the middleware of a client of a whole module", ACTION("clients.client")],
    ["the middleware of a client that stands in the file", ACTION("none.use(async ({ next, ctx }) => { const result = await next(); auditLog.add({ actor: ctx.user.id }); return result; })")],
  ])("%s", (_sentence, code) => {
    expect(isSilent(code)).toBe(true);
  });
});

describe("no event is known of", () => {
  test.each([
    ["a field whose type is an interface", CLASS("constructor(private readonly ledger: Writer) {}")],
    ["a field of a class that writes none", CLASS("constructor(private readonly ledger: Quiet) {}")],
    ["a field of another class", CLASS("", "{ ledger = new Ledger(); }\nclass Others")],
    ["a field that is another value than its type says", CLASS("ledger: Ledger = new Quiet();")],
    ["a field that nobody sets", CLASS("private ledger;")],
    ["a name that is taken out of a list", ROUTE(`const [write] = make("people");`, "write(req.user.id, req.params.id);")],
    ["another name that is taken out", ROUTE(`const { read: write } = make("people");`, "write(req.user.id, req.params.id);")],
    ["a factory that another value replaces", ROUTE(`let ledger = make("people");\nledger = { write() {} };`, "ledger.write(req.user.id, req.params.id);")],
    ["a list of middleware without one", ROUTE("", "", "quick, ")],
    ["a list that the app is given behind the route", `${ROUTE("", "")}\napp.use(before);`],
    ["the middleware of a client that records on one way", ACTION("some.schema(schema)")],
    ["the middleware of a client that records nothing", ACTION("none")],
  ])("%s", (_sentence, code) => {
    expect(isSilent(code)).toBe(false);
  });
});
