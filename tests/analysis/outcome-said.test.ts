import { describe, expect, test } from "vitest";
import { contradictions, outcomeSaid } from "../../src/analysis/audit/outcome-said.js";
import { recordOfCall } from "../../src/analysis/records/function-records.js";
import { PARSERS, type ParserCase } from "../support/parsers.js";
import { express, route, ROUTE_FILE } from "./ask.js";

const HEAD = `import { logAudit, auditLogger } from "@/lib/audit";\nimport { securityLog } from "@/lib/logging";`;

const SAID: readonly (readonly [sentence: string, said: string, code: string])[] = [
  ["a field called outcome", "denied", `securityLog.warn("auth.login", { outcome: "denied" });`],
  ["a field called success", "success", `logAudit({ action: "login", success: true });`],
  ["a field called success that is false", "denied", `logAudit({ action: "login", success: false });`],
  ["a status in words", "denied", `logAudit({ action: "login", status: "FAILED" });`],
  ["a status as a number", "error", `logAudit({ action: "login", status: 500 });`],
  ["an outcome in a constant", "error", `const BROKE = "error"; logAudit({ action: "login", outcome: BROKE });`],
  ["a value that decides", "unknown", `logAudit({ action: "login", outcome: ok ? "success" : "denied" });`],
  ["a value that decides, whatever the event is called", "unknown", `logAudit({ action: "login.success", outcome });`],
  ["the last word of the event", "denied", `securityLog.warn("auth.login.failure", { actor });`],
  ["the last word of an upper-case event", "success", `logAudit({ action: "LOGIN_SUCCESS" });`],
  ["an argument that is the word", "success", `logAudit("auth.login", user.id, "success");`],
  ["a level among the arguments is no outcome", "unknown", `logAudit("error", "auth.login");`],
  ["a message whose last word is one", "unknown", `logAudit("could not be denied");`],
  ["the method", "denied", `auditLogger.denied({ actor });`],
  ["a method that is a level", "unknown", `auditLogger.error({ actor });`],
  ["the data of a row", "success", `prisma.auditLog.create({ data: { action: "x", outcome: "success" } });`],
  ["the details of an event", "denied", `logAudit({ action: "login", details: { success: false } });`],
  ["the values of a builder", "success", `db.insert(auditLogs).values({ action: "x", outcome: "success" });`],
  ["a row in an array", "success", `supabase.from("audit_logs").insert([{ action: "x", status: "success" }]);`],
  ["an event in a constant", "success", `const event = { action: "x", outcome: "success" }; logAudit(event);`],
  ["an event without an outcome", "unknown", `logAudit({ action: "login", actor });`],
  ["a plain status of a thing", "unknown", `logAudit({ action: "order.update", status: "shipped" });`],
];

const DENY = `return new Response("no", { status: 401 });`;
const OK = `return new Response("ok");`;
const SUCCESS = `logAudit({ action: "login", outcome: "success" });`;

const CONTRADICTING: readonly (readonly [sentence: string, found: readonly string[], code: string])[] = [
  ["a success before a denial", ["success, then 401"], route(`if (!user) { ${SUCCESS} ${DENY} } ${OK}`, HEAD)],
  ["a success in a catch that answers 500", ["success, then 500"], route(`try { await save(); ${OK} } catch (e) { ${SUCCESS} return new Response("", { status: 500 }); }`, HEAD)],
  ["a success in a catch that throws", ["success, then throw"], route(`try { await save(); ${OK} } catch (e) { ${SUCCESS} throw e; }`, HEAD)],
  ["a success before an error is passed on", ["success, then pass"], express(`if (broken) { ${SUCCESS} return next(error); } res.json({});`, HEAD)],
  ["a success before a success", [], route(`${SUCCESS} ${OK}`, HEAD)],
  ["a success of a step, before a later refusal", [], route(`${SUCCESS} if (!paid) { ${DENY} } ${OK}`, HEAD)],
  ["a denial that is answered like a success", [], route(`if (!user) { logAudit({ action: "reset", outcome: "denied" }); ${OK} } ${OK}`, HEAD)],
  ["an outcome that a value decides", [], route(`if (!user) { logAudit({ action: "login", outcome }); ${DENY} } ${OK}`, HEAD)],
  ["a logger's line is no audit event", [], route(`if (!user) { logger.info("lookup", { status: "success" }); ${DENY} } ${OK}`, `${HEAD} import { logger } from "@/lib/log";`)],
];

describe.each(PARSERS)("what a record says of its outcome ($parser)", ({ facts }: ParserCase) => {
  test.each(SAID)("%s: %s", (_, said, code) => {
    const { file } = facts(`${HEAD}\n${code}`);
    const record = file.outline.calls.map((call) => recordOfCall(call, file)).find(Boolean);
    expect(outcomeSaid(record!, file) ?? "unknown").toBe(said);
  });

  test.each(CONTRADICTING)("%s", (_, found, code) => {
    const read = facts(code, code.includes("express()") ? "src/server.ts" : ROUTE_FILE);
    expect(contradictions(read).map(({ said, exit }) => `${said}, then ${exit.answer.status ?? exit.kind}`)).toEqual(found);
  });
});
