import { describe, expect, test } from "vitest";
import { auditEvents } from "../../src/analysis/audit/audit-fields.js";
import { echoedError } from "../../src/analysis/audit/echoed-error.js";
import { propertyName } from "../../src/syntax/ast.js";
import { findNode } from "../../src/syntax/walk.js";
import { PARSERS, type ParserCase } from "../support/parsers.js";
import { route, ROUTE_FILE } from "./ask.js";

const HEAD = `import { securityLog, requestContext } from "@/lib/logging";\nimport { recordEvent, logAudit } from "./audit";`;
const SETTINGS = { auditFunctions: ["recordEvent"] };

/** Outside of a handler: no route, so actor, outcome and reason are what can be missing. */
const MISSING: readonly (readonly [sentence: string, missing: string, code: string])[] = [
  ["an event without fields", "actor outcome", `securityLog.info("user.delete");`],
  ["an empty object", "actor outcome", `securityLog.info("user.delete", {});`],
  ["all that is asked for", "", `securityLog.info("user.delete", { actor, outcome: "success" });`],
  ["an actor under another name", "", `securityLog.info("user.delete", { performedBy: id, result: "ok" });`],
  ["a quoted name", "", `securityLog.info("user.delete", { "userId": id, "outcome": "success" });`],
  ["a denial without a reason", "reason", `securityLog.warn("user.delete", { actor, outcome: "denied" });`],
  ["a denial with a code", "", `securityLog.warn("user.delete", { actor, outcome: "denied", code: "forbidden" });`],
  ["a success needs no reason", "", `securityLog.info("user.delete", { actor, success: true });`],
  ["a failure that is a flag", "reason", `securityLog.info("user.delete", { actor, success: false });`],
  ["an outcome that a value decides asks for no reason", "", `securityLog.info("user.delete", { actor, outcome });`],
  ["an outcome in the name", "", `securityLog.info("auth.login.success", { actor });`],
  ["a failure in the name", "reason", `securityLog.warn("auth.login.failure", { actor });`],
  ["the request's context brings no actor", "actor outcome", `securityLog.info("user.delete", { ...requestContext(req) });`],
  ["what an unknown object brings", "", `securityLog.info("user.delete", { ...base });`],
  ["what an unknown call brings", "", `securityLog.info("user.delete", { ...fieldsOf(req) });`],
  ["fields from elsewhere", "", `function f(fields) { securityLog.info("user.delete", fields); }`],
  ["a computed name", "", `securityLog.info("user.delete", { [key]: id });`],
  ["fields in a constant", "actor", `const fields = { outcome: "success" }; securityLog.info("user.delete", fields);`],
  ["a constant that is written to later", "", `const fields = { outcome: "success" }; fields.actor = id; securityLog.info("user.delete", fields);`],
  ["a constant that something else fills", "", `const fields = { outcome: "success" }; fill(fields); securityLog.info("user.delete", fields);`],
  ["a constant that is spread in", "", `const who = { actor: id }; securityLog.info("user.delete", { ...who, outcome: "success" });`],
  ["a reason that is there on one way", "", `securityLog.warn("user.delete", { actor, outcome: "denied", ...(why && { reason: why }) });`],
  ["an actor that is nobody", "actor", `securityLog.info("user.delete", { actor: null, outcome: "success" });`],
  ["an actor without a letter", "actor", `securityLog.info("user.delete", { actor_id: "", outcome: "success" });`],
  ["an actor and an outcome that are not there", "actor outcome", `securityLog.info("user.delete", { userId: undefined, outcome: void 0 });`],
  ["an empty reason", "reason", `securityLog.warn("user.delete", { actor, outcome: "denied", reason: "" });`],
  ["an actor who may be nobody", "", `securityLog.info("user.delete", { actor: session?.id ?? null, outcome: "success" });`],
  ["nobody under one name and somebody under another", "", `securityLog.info("user.delete", { actor: null, userId: id, outcome: "success" });`],
  ["fields that a function of the file makes", "actor", `const fieldsOf = (id) => ({ target_id: id, outcome: "success" }); securityLog.info("user.delete", fieldsOf(id));`],
  ["all fields from a function of the file", "", `function fieldsOf(actor) { return { actor, outcome: "success" }; } securityLog.info("user.delete", fieldsOf(id));`],
  ["a spread of what a function of the file makes", "actor", `const fieldsOf = () => ({ outcome: "success" }); securityLog.info("user.delete", { ...fieldsOf() });`],
  ["a constant that a function of the file makes", "outcome", `const fieldsOf = (actor) => ({ actor }); const base = fieldsOf(id); securityLog.info("user.delete", { ...base });`],
  ["a function of the file that makes one thing or another", "", `function fieldsOf(id) { if (id) return { actor: id }; return rest; } securityLog.info("user.delete", fieldsOf(id));`],
  ["a choice of two objects", "", `securityLog.warn("user.delete", { ...(id ? { actor: id } : { actor: "anon" }), outcome: "success" });`],
  ["a function of the settings with an object", "outcome", `recordEvent({ event: "user.delete", userId: id });`],
  ["a function of the settings that is handed the session", "outcome", `recordEvent({ event: "user.delete", session });`],
  ["a function of the settings with a name and an object", "actor", `recordEvent("user.delete", { outcome: "success" });`],
  ["a function of the settings with arguments in a row", "", `recordEvent("user.delete", id, { ip });`],
  ["a function of the settings with something else beside the object", "", `recordEvent(user, { ip });`],
  ["the emitter's name, called with an object", "outcome", `import { securityLog as note } from "./security-log"; note({ event: "user.delete", actor: id });`],
  ["the emitter's name, called with a name and an object", "actor", `import { securityLog as note } from "./security-log"; note("user.delete", { outcome: "success" });`],
  ["the emitter's name, called with arguments in a row", "", `import { securityLog as note } from "./security-log"; note("user.delete", id);`],
  ["a function that is handed in under the emitter's name", "", `function f(securityLog) { securityLog({ event: "user.delete" }); }`],
  ["somebody else's audit function", "", `logAudit({ action: "x" });`],
  ["a row of somebody's table", "", `prisma.auditLog.create({ data: { action: "x" } });`],
  ["the emitter in another form than its own", "", `securityLog.info({ id }, "user.delete");`],
  ["an emitter on an object", "actor outcome", `this.securityLog.info("user.delete");`],
  ["an emitter under another name", "actor outcome", `import { securityLog as auditTrail } from "@/lib/logging"; auditTrail.info("user.delete");`],
];

const NAMES: readonly (readonly [sentence: string, fault: string, code: string])[] = [
  ["a name of the form", "", `securityLog.info("user.delete", fields);`],
  ["a name in a constant", "", `const DELETED = "user.delete"; securityLog.info(DELETED, fields);`],
  ["a name in a table of the file", "", `const EVENTS = { deleted: "user.delete" }; securityLog.info(EVENTS.deleted, fields);`],
  ["a camel-case name in a constant", "form", `const DELETED = "userDeleted"; securityLog.info(DELETED, fields);`],
  ["a sentence", "form", `securityLog.info("User was deleted", fields);`],
  ["capitals", "form", `securityLog.info("USER_DELETE", fields);`],
  ["one word", "form", `securityLog.info("delete", fields);`],
  ["an id in a template", "open", "securityLog.info(`user.${id}.delete`, fields);"],
  ["a value joined on", "open", `securityLog.info("user." + kind, fields);`],
  ["an id in a template that a constant holds", "open", "const name = `user.${id}.delete`; securityLog.info(name, fields);"],
  ["a constant that a function gives", "", "const name = nameOf(act); securityLog.info(name, fields);"],
  ["a template of constants", "", "const AREA = 'user'; securityLog.info(`${AREA}.delete`, fields);"],
  ["a template of two words", "", "securityLog.info(`user.${on ? 'enable' : 'disable'}`, fields);"],
  ["a template of a type's words", "", "function f(act: 'login' | 'logout') { securityLog.info(`auth.${act}`, fields); }"],
  ["a template of any text", "open", "function f(act: string) { securityLog.info(`auth.${act}`, fields); }"],
  ["a choice of two names", "", `securityLog.info(on ? "mfa.enable" : "mfa.disable", fields);`],
  ["a choice of which one is wrong", "form", `securityLog.info(on ? "mfa.enable" : "mfaDisable", fields);`],
  ["a name that is handed in", "", `function f(name) { securityLog.info(name, fields); }`],
  ["somebody else's name", "", `logAudit({ action: "BOOKMARKED" });`],
  ["somebody else's name with an id in it", "open", "logAudit({ action: `document.${documentId}.open` });"],
  ["somebody else's name with a kind in it", "", "logAudit({ action: `${resource}.open` });"],
];

const ECHOES: readonly (readonly [sentence: string, error: string, value: string])[] = [
  ["its message", "error", "error.message"],
  ["its message, asserted", "(error as Error)", "(error as Error).message"],
  ["its message, if it is there", "error", "error?.message"],
  ["its stack", "error", "error.stack"],
  ["a text of it", "error", "String(error)"],
  ["its own text", "error", "error.toString()"],
  ["a template with it", "error", "`failed: ${error}`"],
  ["a template with its message", "error", "`failed: ${error.message}`"],
  ["a sum with its message", "error", `"failed: " + error.message`],
  ["a choice", "error", `error instanceof Error ? error.message : "unknown"`],
  ["a fallback", "error", `error.message ?? "unknown"`],
  ["a part of it", "error", "error.message.slice(0, 100)"],
  ["what a helper says of it", "error", "getErrorMessage(error)"],
  ["a constant", "error", "text"],
  ["the failure itself", "error", "error"],
  ["the error of a result", "result.error", "result.error.message"],
  ["its code", "nothing", "error.code"],
  ["its name", "nothing", "error.name"],
  ["a word", "nothing", `"invalid_credentials"`],
  ["a choice of words", "nothing", `error.code === 11000 ? "duplicate" : "internal_error"`],
  ["the message of something else", "nothing", "notice.message"],
  ["what a classifier says of it", "nothing", "reasonOf(error)"],
  ["a number in a template", "nothing", "`status_${error.status}`"],
];

describe.each(PARSERS)("audit events ($parser)", ({ facts }: ParserCase) => {
  const events = (code: string, path?: string) => auditEvents(facts(`${HEAD}\n${code}`, path, SETTINGS));

  test.each(MISSING)("%s: %s", (_, missing, code) => {
    expect(events(code).map((event) => event.missing.join(" "))).toEqual([missing]);
  });

  test.each(NAMES)("%s: %s", (_, fault, code) => {
    expect(events(code).map(({ nameFault }) => nameFault?.kind ?? "")).toEqual([fault]);
  });

  test.each(ECHOES)("a reason: %s", (_, error, value) => {
    const { file } = facts(`try { work(); } catch (error) { const text = String(error); note({ reason: ${value} }); }`);
    const property = findNode(file.view.ast, (node) => node.type === "Property" && node.key.type === "Identifier" && node.key.name === "reason");
    const found = property?.type === "Property" ? echoedError(property.value, file) : undefined;
    expect(found ? file.view.text.slice(...found.range).replace(/^\((.*)\)$/, "($1)") : "nothing").toBe(error.replace(/^\((.*)\)$/, "$1"));
  });

  test("a handler's event needs its route, and what its end shows", () => {
    const code = route(`if (!user) { securityLog.warn("data.read", {}); return new Response("", { status: 403 }); }\nreturn Response.json({});`, HEAD);
    const [event] = auditEvents(facts(code, ROUTE_FILE));
    expect([event!.missing, event!.handler?.route, event!.exits.map(({ answer }) => answer.status)]).toEqual([["actor", "route", "outcome", "reason"], "/api/items", [403]]);
  });

  test("a configured emitter is asked in its own form", () => {
    const emitters = [
      [{ name: "audit", style: "call" }, `audit("user.delete", { actor });`],
      [{ name: "audit", style: "object" }, `audit({ event: "user.delete", actor });`],
    ] as const;
    for (const [emitter, code] of emitters) {
      const found = auditEvents(facts(`import { audit } from "./audit";\n${code}`, undefined, { emitter }));
      expect(found.map(({ missing, event }) => [missing, event])).toEqual([[["outcome"], "user.delete"]]);
    }
  });

  test("a reason that is the error's own text is seen in a row of somebody's table, and a code beside it is none", () => {
    const reason = (value: string): string | undefined => {
      const [event] = events(`try { work(); } catch (e) { prisma.auditLog.create({ data: { action: "x", reason: ${value} } }); }`);
      return event!.echo && propertyName(event!.echo);
    };
    expect([reason("e.message"), reason('"refused"')]).toEqual(["reason", undefined]);
  });

  test("a file without events has none", () => {
    expect(events(`logger.info("hello", { id });`)).toEqual([]);
  });
});
