import { describe, expect, test } from "vitest";
import { lint, lintError, PARSER_NAMES } from "./lint.js";

const RULE = "require-audit-fields";
const IMPORT = `import { securityLog, requestContext } from "@/lib/logging";\n`;
const PATH = "app/api/users/[id]/route.js";

/** A route handler of the App Router that knows its session. */
const handler = (body: string): string => `${IMPORT}
export async function DELETE(req) {
  const session = await auth();
${body}
}
`;

/** What each suggestion leaves between the handler's first line and its end. */
const bodyOf = (text: string): string => /await auth\(\);\n([\s\S]*)\n}\n$/.exec(text)![1]!;

const DENIED = `  if (!session) {
    securityLog.warn("user.delete", CALL);
    return new Response("no", { status: 401 });
  }
  return new Response("ok");`;

describe.each(PARSER_NAMES)("require-audit-fields (%s)", (parser) => {
  const reports = (code: string, run: object = {}) => lint(RULE, code, { path: PATH, parser, ...run });
  const kinds = (code: string, run: object = {}): string[] => reports(code, run).map(({ messageId }) => messageId);
  const first = (code: string, run: object = {}) => {
    const [report, ...more] = reports(code, run);
    expect(more).toEqual([]);
    return report!;
  };
  const mended = (code: string, run: object = {}): string[] => first(code, run).suggestions.map(({ output }) => bodyOf(output));

  test("the message names the event and its gaps, at the call", () => {
    expect({ ...first(handler(`  securityLog.info("user.delete");\n  return new Response("ok");`)), suggestions: [] }).toEqual({
      messageId: "missing",
      message: '"user.delete" is recorded without actor, route and outcome; an event has to say who did it, where, how it ended and, when it failed, why.',
      place: "5:3-5:19",
      text: "securityLog.info",
      suggestions: [],
    });
  });

  test("an event without fields is given an object", () => {
    const code = handler(`  if (!session) return new Response("no", { status: 401 });\n  note(session.user.id);\n  securityLog.info("user.delete");\n  return new Response("ok");`);
    expect(mended(code)).toEqual([
      `  if (!session) return new Response("no", { status: 401 });
  note(session.user.id);
  securityLog.info("user.delete", {
    actor: session.user.id,
    route: "DELETE /api/users/[id]",
    outcome: "success",
  });
  return new Response("ok");`,
    ]);
  });

  test("fields on one line stay on one line, in the order of the codemods", () => {
    expect(mended(handler(DENIED.replace("CALL", "{ route: path, ...requestContext(req) }")))).toEqual([
      DENIED.replace("CALL", `{ actor: "anon", route: path, outcome: "denied", reason: "unauthenticated", ...requestContext(req) }`),
    ]);
  });

  test("fields on lines of their own are joined by lines of their own, in the file's quotes and line ends", () => {
    const fields = "{\n      userId: session.user.id,\n      outcome: 'success', // at last\n    }";
    const code = handler(`  securityLog.info('user.delete', ${fields});\n  return new Response('ok');`).replaceAll('"', "'").replaceAll("\n", "\r\n");
    const outputs = first(code).suggestions.map(({ output }) => output);
    expect(outputs).toEqual([code.replace("userId: session.user.id,", "userId: session.user.id,\r\n      route: 'DELETE /api/users/[id]',")]);
  });

  test("an empty object", () => {
    const code = handler(`  securityLog.error("user.delete", {});\n  return new Response("", { status: 500 });`);
    expect(mended(code)[0]).toContain(`"user.delete", {\n    actor: "anon",\n    route: "DELETE /api/users/[id]",\n    outcome: "error",\n    reason: "internal_error",\n  });`);
  });

  test("a reason is told from the refusal", () => {
    const fields = `{ actor: "anon", route: "DELETE /api/users/[id]", outcome: "denied" }`;
    const report = first(handler(DENIED.replace("CALL", fields)));
    expect([report.message.split(";")[0], report.suggestions[0]!.message]).toEqual(['"user.delete" is recorded without reason', "Add reason."]);
    expect(bodyOf(report.suggestions[0]!.output)).toContain(`outcome: "denied", reason: "unauthenticated" }`);
  });

  test("outside of a handler nothing says who it is: no suggestion", () => {
    const report = first(`${IMPORT}export function removed() {\n  securityLog.info("user.delete", { outcome: "success" });\n}\n`, { path: "src/users.js" });
    expect([report.message.split(";")[0], report.suggestions]).toEqual(['"user.delete" is recorded without actor', []]);
  });

  test("an outcome outside of a handler is told from the level", () => {
    const code = `${IMPORT}export function removed(actor) {\n  securityLog.warn("user.delete", { actor });\n}\n`;
    const report = first(code, { path: "src/users.js" });
    expect(report.suggestions.map(({ output }) => output)).toEqual([code.replace("{ actor }", `{ actor, outcome: "denied", reason: "refused" }`)]);
  });

  test("an object that several events share is not added to", () => {
    const code = `${IMPORT}export function removed(actor) {\n  const fields = { outcome: "success" };\n  securityLog.info("user.delete", fields);\n  securityLog.info("user.remove", fields);\n}\n`;
    expect(reports(code, { path: "src/users.js" }).map(({ suggestions }) => suggestions)).toEqual([[], []]);
  });

  test("a name of another form, and the vocabulary's", () => {
    const code = `${IMPORT}securityLog.warn("LOGIN_FAILED", { actor, reason: "locked" });\n`;
    const report = first(code, { path: "src/users.js" });
    expect(report).toEqual({
      messageId: "name",
      message: '"LOGIN_FAILED" is no event name of the form area.thing.verb in lower case, so rules and alerts written for one pass it by.',
      place: "2:18-2:32",
      text: '"LOGIN_FAILED"',
      suggestions: [{ message: 'Name it "auth.login.failure".', output: code.replace("LOGIN_FAILED", "auth.login.failure") }],
    });
  });

  test("a sentence with somebody's or something's name in it is no event name, under any schema", () => {
    const kindsOf = (action: string): string[] => kinds(`await prisma.auditLog.create({ data: { userId: session.user.id, action: ${action} } });\n`, { path: "src/files.js" });
    expect([
      kindsOf("`${session.user.name} approved the file`"),
      kindsOf("`${session.user.name || 'Unknown'} removed ${user.email}`"),
      kindsOf("`removed file ${fileId}`"),
      kindsOf("'removed file ' + file.title"),
    ]).toEqual([["openName"], ["openName"], ["openName"], ["openName"]]);
    expect([kindsOf("`status changed to ${status}`"), kindsOf("`${entity.name}.created`"), kindsOf("`order_${status}`"), kindsOf("'removed a file'")]).toEqual([[], [], [], []]);
  });

  test("a sentence beside the event's own name is a description", () => {
    const row = (name: string): string[] => kinds(`await AuditLog.create({ userId, action: \`User logged in: \${user.email}\`, ${name} });\n`, { path: "src/login.js" });
    expect([row("actionType: 'LOGIN'"), row("eventType: EVENTS.LOGIN"), row("event: 'auth.login'")]).toEqual([[], [], []]);
    expect([row("resourceType: 'User'"), row("type: `login of ${user.id}`")]).toEqual([["openName"], ["openName"]]);
  });

  test("an actor that is nobody's id, but stands where one should be", () => {
    const code = (actor: string): string => `export async function DELETE(req) {
  const session = await auth();
  if (!session) return new Response("no", { status: 401 });
  await removeFilesOf(session.user.id);
  await auditLog.create({ action: "DELETE_USER", userId: ${actor} });
  return new Response("ok");
}
`;
    expect(first(code(`"current-user-id"`))).toEqual({
      messageId: "placeholder",
      message: '"current-user-id" stands where the actor should be: the event names nobody, and what everybody does is done by one.',
      place: "5:50-5:75",
      text: `userId: "current-user-id"`,
      suggestions: [{ message: "Write who it is.", output: code("session.user.id") }],
    });
    expect(['"CURRENT_USER"', '"userId"', '"user-id-here"', '"TODO"', '"mock-admin"'].map((actor) => kinds(code(actor)))).toEqual(Array(5).fill(["placeholder"]));
    expect(['"system"', '"anon"', '"cron"', '"unknown"', "session.user.id", "userId", "null", '"billing-worker"'].map((actor) => kinds(code(actor)))).toEqual(Array(8).fill([]));
  });

  test("a placeholder where nobody is known is reported alone", () => {
    const report = first(`export function removed(id) {\n  logAudit({ action: "REMOVED", performedBy: "current-user", id });\n}\n`, { path: "src/users.js" });
    expect([report.messageId, report.suggestions]).toEqual(["placeholder", []]);
  });

  test("a row of an audit table that says who and not what", () => {
    const row = (fields: string): string[] => kinds(`await AuditLog.create({ ${fields} });\n`, { path: "src/reports.js" });
    expect(first(`await AuditLog.create({ user, wallet, riskLevel: "high" });\n`, { path: "src/reports.js" })).toEqual({
      messageId: "unnamed",
      message: "This row of AuditLog says nothing of what was done: no action, event, type or description.",
      place: "1:7-1:22",
      text: "AuditLog.create",
      suggestions: [],
    });
    expect(kinds(`await prisma.auditLog.create({ data: { userId, ip } });\n`, { path: "src/a.js" })).toEqual(["unnamed"]);
    expect(kinds(`await supabase.from("audit_logs").insert({ user_id: id, ip_address: ip });\n`, { path: "src/a.js" })).toEqual(["unnamed"]);
    expect(["user, action", "user, details: text", "...entry", "[name]: user", "user, description", "user, method: 'POST', path"].map(row)).toEqual(Array(6).fill([]));
    expect(kinds(`await prisma.auditLog.create({ data: rowOf(user) });\n`, { path: "src/a.js" })).toEqual([]);
    expect(kinds(`await prisma.loginAttempt.create({ data: { email, ip } });\n`, { path: "src/a.js" })).toEqual([]);
  });

  test("a row of an audit table that a handler writes and that names nobody", () => {
    const row = (columns: string): string[] => kinds(handler(`  await prisma.auditLog.create({ data: { ${columns} } });\n  return new Response("ok");`));
    const [report, ...more] = reports(handler(`  await supabase.from("audit_logs").insert({ action: "USER_DELETE", entity_id: id });\n  return new Response("ok");`));
    expect([more, report!.messageId, report!.message, report!.text, report!.suggestions]).toEqual([
      [],
      "nobody",
      "This row of audit_logs names nobody: no actor, user or account, so nobody can be asked about it.",
      `supabase.from("audit_logs").insert`,
      [],
    ]);
    expect(["action, entityId, outcome", "action, targetUserId, createdAt"].map(row)).toEqual(Array(2).fill(["nobody"]));
    const told = ["action, userId", "action, performedBy: id", "action, user: { connect: { id } }", "action, metadata", "action, created_by: id", "action, ...rest", "action, userId: null"];
    expect(told.map(row)).toEqual(Array(told.length).fill([]));
    const code = `await prisma.auditLog.create({ data: { action, entityId } });\n`;
    expect([kinds(code, { path: "src/audit.js" }), kinds(handler(code.replace("auditLog", "loginAttempt")))]).toEqual([[], []]);
    expect(kinds(handler(code), { options: { fields: ["outcome"] } })).toEqual([]);
  });

  test("an actor that is nobody is filled in where it stands", () => {
    const code = (actor: string): string => handler(`  await removeUser(session.user.id);\n  securityLog.info("user.delete", { actor_id: ${actor}, route: "DELETE /api/users/[id]", outcome: "success" });\n  return new Response("ok");`);
    const report = first(code("null"));
    expect([report.message.split(";")[0], report.suggestions.map(({ output }) => output)]).toEqual(['"user.delete" is recorded without actor', [code("session.user.id")]]);
    expect([kinds(code(`""`)), kinds(code("undefined")), kinds(code(`"anon"`))]).toEqual([["missing"], ["missing"], []]);
  });

  test("fields that a function of the file makes are named and not written to", () => {
    const report = first(`const made = () => ({ actor: null, outcome: "success" });\n${handler(`  securityLog.info("user.delete", { route: "DELETE /api/users/[id]", ...made() });\n  return new Response("ok");`)}`);
    expect([report.message.split(";")[0], report.suggestions]).toEqual(['"user.delete" is recorded without actor', []]);
  });

  test("a name of which the vocabulary knows nothing is reported alone", () => {
    const report = first(`${IMPORT}securityLog.info("theThing", { actor, outcome: "success" });\n`, { path: "src/users.js" });
    expect([report.messageId, report.suggestions]).toEqual(["name", []]);
  });

  test("what was put into a name becomes the target", () => {
    const code = `${IMPORT}securityLog.info(\`user.\${id}.delete\`, { actor, outcome: "success" });\n`;
    const report = first(code, { path: "src/users.js" });
    expect([report.messageId, report.message.split(",")[0], report.text]).toEqual(["openName", "This event has another name for each value that is put into it", "`user.${id}.delete`"]);
    expect(report.suggestions).toEqual([
      { message: 'Name it "user.delete".', output: `${IMPORT}securityLog.info("user.delete", { target_id: id, actor, outcome: "success" });\n` },
    ]);
  });

  test("an event that has its target already keeps its name", () => {
    const code = `${IMPORT}securityLog.info(\`user.\${id}.delete\`, { actor, outcome: "success", target_id: other });\n`;
    expect(first(code, { path: "src/users.js" }).suggestions).toEqual([]);
  });

  test("a reason that is an error's text", () => {
    const code = `${IMPORT}export async function sync(actor) {
  try {
    await copy();
  } catch (e) {
    securityLog.error("user.sync", {
      actor,
      outcome: "error",
      reason: e.message,
    });
  }
}
`;
    expect(first(code, { path: "src/users.js" })).toEqual({
      messageId: "echo",
      message: "This reason is an error's text: it can hold data, and no two are alike; write a code, and keep the error in a field of its own.",
      place: "9:7-9:24",
      text: "reason: e.message",
      suggestions: [{ message: "Write a code.", output: code.replace("reason: e.message,", `reason: "internal_error",\n      error: e,`) }],
    });
  });

  test("an error that is there already is not written twice, and one of somebody else's schema not at all", () => {
    const own = `${IMPORT}try { go(); } catch (e) { securityLog.error("user.sync", { actor, outcome: "error", reason: String(e), error: e }); }\n`;
    expect(first(own, { path: "src/a.js" }).suggestions[0]!.output).toBe(own.replace("String(e)", `"internal_error"`));
    const foreign = `try { go(); } catch (e) { logAudit({ action: "SYNC", status: "error", reason: e.message }); }\n`;
    expect(first(foreign, { path: "src/a.js" }).suggestions[0]!.output).toBe(foreign.replace("e.message", `"internal_error"`));
  });

  test("a success before a refusal, with the level and the reason", () => {
    const code = handler(DENIED.replace(".warn", ".info").replace("CALL", `{ actor: "anon", route: "DELETE /x", outcome: "success" }`));
    const report = first(code);
    expect([report.messageId, report.message, report.text]).toEqual([
      "contradiction",
      'This event says "success" on the way to a 401; the trail would be wrong where it matters.',
      'outcome: "success"',
    ]);
    expect(report.suggestions.map(({ message, output }) => [message, bodyOf(output)])).toEqual([
      ['Say "denied".', DENIED.replace("CALL", `{ actor: "anon", route: "DELETE /x", outcome: "denied", reason: "unauthenticated" }`)],
    ]);
  });

  test("a success in the name, and as a flag", () => {
    const named = handler(DENIED.replace("user.delete", "user.delete.success").replace("CALL", `{ actor, route: path, reason: "x" }`));
    expect(bodyOf(first(named).suggestions[0]!.output)).toContain(`"user.delete.denied"`);
    const flagged = handler(DENIED.replace("CALL", `{ actor, route: path, success: true, reason: "x" }`));
    expect(bodyOf(first(flagged).suggestions[0]!.output)).toContain("success: false");
  });

  test("what a suggestion makes has nothing more to be said of it", () => {
    const bodies = [
      `  securityLog.info("user.delete");\n  return new Response("ok");`,
      DENIED.replace("CALL", "{}"),
      DENIED.replace("CALL", `{ actor, route: path, outcome: "success" }`),
      `  try { await go(); } catch (e) {\n    securityLog.error("user.delete", { actor, route: path, outcome: "error", reason: e.message });\n    return new Response("", { status: 500 });\n  }\n  return new Response("ok");`,
    ];
    for (const body of bodies) expect(kinds(first(handler(body)).suggestions[0]!.output)).toEqual([]);
  });

  test("the option says which fields are asked for", () => {
    const code = handler(`  securityLog.info("user.delete", { outcome: "success" });\n  return new Response("ok");`);
    expect(first(code, { options: { fields: ["route"] } }).message).toContain("without route;");
    expect(kinds(code, { options: { fields: ["reason"] } })).toEqual([]);
  });

  test("a function of the settings is asked, the same function without them is not", () => {
    const code = `import { recordEvent } from "./audit";\nrecordEvent("user.delete", { userId });\n`;
    expect(kinds(code, { path: "src/a.js" })).toEqual([]);
    expect(kinds(code, { path: "src/a.js", settings: { auditFunctions: ["recordEvent"] } })).toEqual(["missing"]);
  });

  test("the emitter of the settings is asked in its own form", () => {
    const settings = { emitter: { import: "@acme/audit", name: "audit", style: "object" } };
    const code = `import { audit } from "@acme/audit";\naudit({ event: "user.delete", outcome: "success" });\n`;
    expect(first(code, { path: "src/a.js", settings }).message).toContain('"user.delete" is recorded without actor;');
  });

  /** Events of which there is nothing to say, each for another reason. */
  const LEFT_ALONE: readonly (readonly [sentence: string, code: string, path?: string])[] = [
    ["a whole event", handler(`  securityLog.info("user.delete", { actor: session.user.id, route: "DELETE /api/users/[id]", outcome: "success", ...requestContext(req) });\n  return new Response("ok");`)],
    ["fields that come from elsewhere", handler(`  securityLog.info("user.delete", fieldsOf(req));\n  return new Response("ok");`)],
    ["an object that is spread in", handler(`  securityLog.info("user.delete", { ...base });\n  return new Response("ok");`)],
    ["no route in a service", `${IMPORT}export const f = (actor) => securityLog.info("user.delete", { actor, outcome: "success" });\n`, "src/service.js"],
    ["no route in middleware", `${IMPORT}import express from "express";\nconst app = express();\napp.use((req, res, next) => {\n  securityLog.info("access.check", { actor: req.user.id, outcome: "success" });\n  next();\n});\n`, "src/app.js"],
    ["a name that is handed in", `${IMPORT}export const f = (name, actor) => securityLog.info(name, { actor, outcome: "success" });\n`, "src/a.js"],
    ["the fields of a foreign function", `import { logAudit } from "./audit";\nlogAudit({ action: "BOOKMARK", resourceId });\n`, "src/a.js"],
    ["positional arguments of a foreign function", `import { logActivity } from "./audit";\nlogActivity(team.id, user.id, ActivityType.SIGN_IN);\n`, "src/a.js"],
    ["a row of an audit table", `await prisma.auditLog.create({ data: { action: "x", userId } });\n`, "src/a.js"],
    ["an error's message in a field for it", `import { logAudit } from "./audit";\ntry { go(); } catch (e) { logAudit({ action: "x", error: e.message }); }\n`, "src/a.js"],
    ["an error's code for a reason", `${IMPORT}try { go(); } catch (e) { securityLog.error("user.sync", { actor, outcome: "error", reason: e.code }); }\n`, "src/a.js"],
    ["a denial that is answered like a success", handler(`  if (!session) {\n    securityLog.warn("user.delete", { actor: "anon", route: "x", outcome: "denied", reason: "y" });\n    return new Response("ok");\n  }\n  return new Response("ok");`)],
    ["a logger's line", `import { logger } from "./log";\nlogger.info("user deleted", { id });\n`, "src/a.js"],
    ["an emitter that the file binds to something else", `const securityLog = 3;\nshow(securityLog);\n`, "src/a.js"],
    ["a test", `${IMPORT}securityLog.info("x");\n`, "src/a.test.js"],
    ["code for the browser", `"use client";\n${IMPORT}securityLog.info("x");\n`, "src/a.js"],
  ];

  test.for(LEFT_ALONE)("left alone: %s", ([, code, path = PATH]) => {
    expect(reports(code, { path })).toEqual([]);
  });
});

test("a name whose type lists its words is bounded", () => {
  const code = (type: string): string => `${IMPORT}export function f(act: ${type}, actor: string) {\n  securityLog.info(\`auth.\${act}\`, { actor, outcome: "success" });\n}\n`;
  expect(lint(RULE, code(`"login" | "logout"`), { path: "src/a.ts" })).toEqual([]);
  expect(lint(RULE, code("string"), { path: "src/a.ts" }).map(({ messageId }) => messageId)).toEqual(["openName"]);
});

test("a field that does not exist is no option", () => {
  expect(lintError(RULE, { options: { fields: ["colour"] } })).toMatch(/require-audit-fields/);
});
