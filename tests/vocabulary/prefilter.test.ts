import { describe, expect, test } from "vitest";
import { CLIENT_DIRECTIVE, MAY_DENY, mayAudit, mayCatch, mayLogOutcome } from "../../src/vocabulary/prefilter.js";

describe("the client directive", () => {
  test.each([
    `"use client";`,
    `'use client'`,
    `\n\n  "use client"`,
    `// a page\n"use client"`,
    `// a page\r\n"use client"`,
    `/* one */ /* two */\n// three\n"use client"`,
    `/**\n * Stars ** and a slash / inside.\n **/"use client"`,
  ])("is seen in %j", (text) => {
    expect(CLIENT_DIRECTIVE.test(text)).toBe(true);
  });

  test.each([`// "use client"\nexport {};`, `/* "use client" */ export {};`, `import "x";\n"use client"`, `/* never closed "use client"`, ""])(
    "is not seen in %j",
    (text) => {
      expect(CLIENT_DIRECTIVE.test(text)).toBe(false);
    },
  );

  // Each of these took time to the power of its length while a comment could be read in more than one way.
  test.each([
    ["a rule of slashes", `${"/".repeat(5000)}\nimport x from "y";\n`],
    ["many line comments", `${"// //\n".repeat(5000)}import x from "y";\n`],
    ["many block comments", `${"/* a */\n".repeat(5000)}import x from "y";\n`],
    ["a comment of stars", `/*${"* ".repeat(50_000)}*/ import x from "y";\n`],
    ["a comment that is never closed", `/*${"* /".repeat(50_000)}`],
    ["blank lines", `${"\n".repeat(50_000)}import x from "y";\n`],
  ])("is looked for in linear time: %s", (_name, text) => {
    const start = performance.now();
    expect(CLIENT_DIRECTIVE.test(text)).toBe(false);
    expect(performance.now() - start).toBeLessThan(500);
  });
});

describe("a text that may write an audit event", () => {
  test.each([
    `logAudit({});`,
    `db.from("access_logs").insert(row);`,
    `recordLoginAttempt(user);`,
    `await db.insert(authEvents).values(row);`,
    `events.emit("security.login", event);`,
    `reportAccessDenied(req);`,
    `trail.write(event);`,
    `import { logAudit as write } from "./trail.js";`,
    `import { log } from "@/lib/audit";\nlog({ userId });`,
    `getAuditLogger().info({});`,
    `prisma.auditLog\n  .create({});`,
    `this.auditService!.record({});`,
    `auditLog["create"]({});`,
    `new AuditEntry({}).save();`,
    `db.insert(schema.auditLogs).values(row);`,
    "sql`insert into public.audit_log values (${id})`",
    `env.AUDIT_QUEUE.send(event);`,
    `audit?.(event);`,
  ])("by a name: %s", (text) => {
    expect(mayAudit(text, "trail")).toBe(true);
  });

  test.each([
    `trails.push(x);`,
    `const access = login(user);`,
    `const status: "open" = "open";`,
    `if (auditLog) auditLog.targetId = id;`,
    `export const POST = ({ req, auditLog }: Given): AuditLog => save(req);`,
    `await checkRateLimit(limits.login);`,
    `import { AuditLog } from "@/lib/audit-logs/types";`,
    `// An activity (see above) of the user`,
    `const title = t("settings.enterprise.audit_logs");`,
  ])("not by a name: %s", (text) => {
    expect(mayAudit(text, "securityLog")).toBe(false);
  });

  test.each([
    `logger.info({ actorId, event: "x", outcome: "denied" });`,
    `this.appLog.warn({ userId, action, status: "ok" });`,
    `REQUEST_LOG.info({ user, action, success: true });`,
    `import pino from "pino";\nout.info({ user, event, result: "ok" });`,
    `console.log(JSON.stringify({ userId, event, outcome }));`,
  ])("by what a line says: %s", (text) => {
    expect(mayLogOutcome(text, false)).toBe(true);
  });

  test.each([
    `logger.info({ userId, event });`,
    `dialog.open({ userId, event, outcome });`,
    `console.log({ userId, event, outcome });`,
    `out.info({ userId, event, outcome });`,
  ])("not by what a line says: %s", (text) => {
    expect(mayLogOutcome(text, false)).toBe(false);
  });

  test("by what a line says, of whatever the settings call a logger", () => {
    expect(mayLogOutcome(`out.info({ userId, event, outcome });`, true)).toBe(true);
  });
});

describe("a text that may catch a failure", () => {
  test.each([
    "try { work(); } catch {}",
    "work().then(use, ignore);",
    "await Promise.allSettled(all);",
    "read(path, (err, data) => use(data));",
    "read(path, function (readError) {});",
    "read(path, (failure: Error | null, data: string) => use(data));",
    "stream.on(\"error\", (e: NodeJS.ErrnoException) => { end(); });",
    `await supabase.storage.emptyBucket("files");`,
    `const { data } = await supabase.from("orders").select();`,
    `await supabase.from("orders").insert(row);`,
  ])("%s", (text) => {
    expect(mayCatch(text)).toBe(true);
  });

  test.each(["const { data } = useQuery();", "throw error;", "orders.insert(row);", "function isBroken(e: unknown): e is Error {}", "const catcher = 1;"])("not: %s", (text) => {
    expect(mayCatch(text)).toBe(false);
  });
});

describe("a denial", () => {
  test.each([`{ status: 403 }`, `HttpStatus.UNAUTHORIZED`, `HttpStatus.BadRequest`, `rateLimitResponse(reset)`, `unprocessableEntity(res)`, `res.sendStatus(429)`, `return deny();`, `return forbid(res)`, `unauthenticated()`, `throw new TooManyRequests()`])(
    "may stand in %j",
    (text) => {
      expect(MAY_DENY.test(text)).toBe(true);
    },
  );

  test.each([`{ status: 500 }`, `sudden()`, `identity(401n)`, `port: 4010`, `oauth()`])("does not stand in %j", (text) => {
    expect(MAY_DENY.test(text)).toBe(false);
  });
});
