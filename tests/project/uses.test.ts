import { describe, expect, test } from "vitest";
import logOn4xx from "../../rules/log-on-4xx.js";
import noSecretInLog from "../../rules/no-secret-in-log.js";
import noSilentCatch from "../../rules/no-silent-catch.js";
import requireAudit from "../../rules/require-audit-on-sensitive-route.js";
import type { FileFacts } from "../../src/analysis/file-facts.js";
import { projectOf, type Files } from "./support.js";

const RULES = { "log-on-4xx": logOn4xx, "no-secret-in-log": noSecretInLog, "no-silent-catch": noSilentCatch, "require-audit-on-sensitive-route": requireAudit };
type RuleName = keyof typeof RULES;

/** The texts that the rule points at. */
function foundBy(rule: RuleName, facts: FileFacts): string[] {
  const { definition } = RULES[rule];
  return definition.check(facts, definition.defaults as never).map(({ range }) => facts.file.view.text.slice(...range));
}

interface Use {
  readonly sentence: string;
  readonly rule: RuleName;
  readonly path?: string;
  readonly code: string;
  readonly files: Files;
  /** What is found when the file is looked at by itself, and with the project. */
  readonly alone: readonly string[];
  readonly together: readonly string[];
}

const ROUTE = "app/api/things/route.ts";
const LOG = 'import { logger } from "./logger";\n';
const CATCH = 'import { handleApiError } from "../../../lib";\nexport async function POST(request) {\n  try { await work(request); return Response.json({}); } catch (error) { return handleApiError(error); }\n}';
const DENY = 'import { deny } from "../../../lib";\nexport async function POST(request) {\n  if (!request.user) return deny("no");\n  return Response.json({});\n}';
const DENY_ON_RES = 'const { deny } = require("./lib");\nmodule.exports = { create: (req, res) => {\n  if (!req.user) return deny(res, "no");\n  res.json({});\n} };';
const LOGIN = "app/api/auth/login/route.ts";
const AUDITED = 'import { saved } from "../../../../lib";\nexport async function POST(request) {\n  const user = await saved(request);\n  return Response.json(user);\n}';
const WRAPPED = 'import { guarded } from "../../../../lib";\nexport const POST = guarded(async (request) => Response.json({}));';

const RESET = 'import { auth } from "../../../../lib";\nexport async function POST(request) {\n  await auth.api.resetPassword({ body: await request.json() });\n  return Response.json({});\n}';

const INVITES = '"use server";\nimport { teamClient } from "../lib";\nexport const removeMember = teamClient.metadata({ name: "remove-member" }).inputSchema(schema).action(async ({ parsedInput }) => {\n  await drop(parsedInput.memberId);\n  return { success: true };\n});';

const CHECKED = 'import { isValidKey } from "../../../lib";\nexport async function POST(request) {\n  if (!isValidKey(request.headers, request.logger)) return new Response("no", { status: 401 });\n  return Response.json({});\n}';

const PERMISSIONS = 'import express from "express";\nimport people from "./people.js";\nconst app = express();\napp.put("/users/:id/permissions", async (req, res) => {\n  res.json(await people.allow(req.params.id, req.body));\n});';
const ALLOW = (chain: string): Files => ({ "src/people.ts": `import auditLog from "./audit-log.js";\nconst people = {\n  allow: (id, rights) => {\n    return ${chain};\n  },\n};\nexport default people;` });

const USES: readonly Use[] = [
  {
    sentence: "a function of another file audits behind the promise that it returns",
    rule: "require-audit-on-sensitive-route",
    path: "src/server.ts",
    code: PERMISSIONS,
    files: ALLOW('find(id).then((user) => { return save(user, rights).then(() => { return auditLog.add({ action: "allowed", id }); }); }).then(() => true)'),
    alone: ['"/users/:id/permissions"'],
    together: [],
  },
  {
    sentence: "a function of another file audits on one way behind the promise that it returns",
    rule: "require-audit-on-sensitive-route",
    path: "src/server.ts",
    code: PERMISSIONS,
    files: ALLOW('save(id, rights).then((changed) => { if (changed) return auditLog.add({ action: "allowed", id }); })'),
    alone: ['"/users/:id/permissions"'],
    together: ['"/users/:id/permissions"'],
  },
  {
    sentence: "a function of another file audits behind a promise whose failure it takes",
    rule: "require-audit-on-sensitive-route",
    path: "src/server.ts",
    code: PERMISSIONS,
    files: ALLOW('save(id, rights).then(() => auditLog.add({ action: "allowed", id })).catch(() => false)'),
    alone: ['"/users/:id/permissions"'],
    together: ['"/users/:id/permissions"'],
  },
  {
    sentence: "a check of another file records whenever it says no",
    rule: "log-on-4xx",
    path: ROUTE,
    code: CHECKED,
    files: { "lib.ts": "export const isValidKey = (headers: Headers, logger: Logger): boolean => {\n  if (!KEY) { logger.error('no key'); return false; }\n  const isValid = same(headers.get('x-key'), KEY);\n  if (!isValid) logger.error('wrong key', { origin: headers.get('origin') });\n  return isValid;\n};" },
    alone: ['new Response("no", { status: 401 })'],
    together: [],
  },
  {
    sentence: "a check of another file records one of its refusals only",
    rule: "log-on-4xx",
    path: ROUTE,
    code: CHECKED,
    files: { "lib.ts": "export const isValidKey = (headers: Headers, logger: Logger): boolean => {\n  if (!KEY) { logger.error('no key'); return false; }\n  return same(headers.get('x-key'), KEY);\n};" },
    alone: ['new Response("no", { status: 401 })'],
    together: ['new Response("no", { status: 401 })'],
  },
  {
    sentence: "a reset is audited by a hook of the library's instance",
    rule: "require-audit-on-sensitive-route",
    path: "app/api/auth/reset/route.ts",
    code: RESET,
    files: { "lib.ts": 'import { logAudit } from "./audit";\nexport const auth = betterAuth({ emailAndPassword: { onPasswordReset: async ({ user }) => { await logAudit("reset", user.id); } } });' },
    alone: ["POST"],
    together: [],
  },
  {
    sentence: "a reset whose library has hooks that audit nothing",
    rule: "require-audit-on-sensitive-route",
    path: "app/api/auth/reset/route.ts",
    code: RESET,
    files: { "lib.ts": 'import { logAudit } from "./audit";\nexport const trail = logAudit;\nexport const auth = betterAuth({ emailAndPassword: { onPasswordReset: async ({ user }) => { await sendMail(user.email); } } });' },
    alone: ["POST"],
    together: ["POST"],
  },
  {
    sentence: "something else that is made of functions that audit",
    rule: "require-audit-on-sensitive-route",
    path: "app/api/auth/reset/route.ts",
    code: RESET,
    files: { "lib.ts": 'import { logAudit } from "./audit";\nexport const auth = makeClient({ onRetry: () => logAudit("retry") });' },
    alone: ["POST"],
    together: ["POST"],
  },
  {
    sentence: "an action goes through middleware of its client that audits",
    rule: "require-audit-on-sensitive-route",
    path: "app/actions.ts",
    code: INVITES,
    files: { "lib.ts": 'import { logAudit } from "./audit";\nconst base = createSafeActionClient();\nexport const teamClient = base.use(async ({ next, metadata }) => { await logAudit(metadata.name); return next(); }).use(async ({ next }) => next());' },
    alone: ["removeMember"],
    together: [],
  },
  {
    sentence: "an action goes through middleware of its client that only times it",
    rule: "require-audit-on-sensitive-route",
    path: "app/actions.ts",
    code: INVITES,
    files: { "lib.ts": 'import { logAudit } from "./audit";\nexport const trail = logAudit;\nexport const teamClient = createSafeActionClient().use(async ({ next }) => next());' },
    alone: ["removeMember"],
    together: ["removeMember"],
  },
  {
    sentence: "a promise of a function that records its own failure is dropped with reason",
    rule: "no-silent-catch",
    path: "src/services/orders.ts",
    code: 'import { tell } from "../../lib";\nexport const place = async (order) => { await tell(order).catch(() => {}); };',
    files: { "lib.ts": `${LOG}export async function tell(order) { try { await post(order); } catch (error) { logger.error(error); } }` },
    alone: ["() => {}"],
    together: [],
  },
  {
    sentence: "settled results of a function that records its own failure may be left",
    rule: "no-silent-catch",
    path: "src/services/orders.ts",
    code: 'import { tell } from "../../lib";\nexport const place = async (orders) => { await Promise.allSettled(orders.map((order) => tell(order))); };',
    files: { "lib.ts": `${LOG}export const tell = async (order) => { try { await post(order); } catch (error) { logger.error(error); throw error; } };` },
    alone: ["Promise.allSettled"],
    together: [],
  },
  {
    sentence: "settled results of a function that swallows or lets go its failure may not",
    rule: "no-silent-catch",
    path: "src/services/orders.ts",
    code: 'import { drop, tell } from "../../lib";\nexport const place = async (order) => { await Promise.allSettled([tell(order), drop(order)]); };',
    files: { "lib.ts": `${LOG}export async function tell(order) { logger.info("x"); await post(order); }\nexport async function drop(order) { try { await post(order); } catch {} }` },
    alone: ["Promise.allSettled"],
    together: ["Promise.allSettled"],
  },
  {
    sentence: "a failure that a helper answers and no one records is silent",
    rule: "no-silent-catch",
    path: ROUTE,
    code: CATCH,
    files: { "lib.ts": "export function handleApiError(error) { return Response.json({ error: String(error) }, { status: 500 }); }" },
    alone: [],
    together: ["catch (error)"],
  },
  {
    sentence: "nor is one kept by a helper because its name speaks of failures",
    rule: "no-silent-catch",
    path: ROUTE,
    code: CATCH.replaceAll("handleApiError", "handleError"),
    files: { "lib.ts": "export function handleError(error) { return Response.json({ error: String(error) }, { status: 500 }); }" },
    alone: [],
    together: ["catch (error)"],
  },
  {
    sentence: "a failure that a helper records is not",
    rule: "no-silent-catch",
    path: ROUTE,
    code: CATCH,
    files: { "lib.ts": `${LOG}export function handleApiError(error) { logger.error(error); return Response.json({}, { status: 500 }); }` },
    alone: [],
    together: [],
  },
  {
    sentence: "a failure that a helper throws on is not",
    rule: "no-silent-catch",
    path: ROUTE,
    code: CATCH,
    files: { "lib.ts": "export function handleApiError(error) { if (error.expected) return Response.json({}, { status: 400 }); throw error; }" },
    alone: [],
    together: [],
  },
  {
    sentence: "a failure that a helper gives to what nobody knows is not",
    rule: "no-silent-catch",
    path: ROUTE,
    code: CATCH,
    files: { "lib.ts": 'import { tracker } from "tracker";\nexport function handleApiError(error) { tracker.tell(error); return Response.json({}, { status: 500 }); }' },
    alone: [],
    together: [],
  },
  {
    sentence: "a failure that a helper gives back beside the response is not",
    rule: "no-silent-catch",
    path: ROUTE,
    code: CATCH,
    files: { "lib.ts": "export function handleApiError(error) { return { response: Response.json({}, { status: 500 }), error }; }" },
    alone: [],
    together: [],
  },
  {
    sentence: "a failure of which a helper makes something that it gives away is not",
    rule: "no-silent-catch",
    path: ROUTE,
    code: CATCH,
    files: { "lib.ts": "const emit = (payload) => { if (payload) queue(payload); };\nexport function handleApiError(error) { const payload = { text: String(error) }; emit(payload); return Response.json({}, { status: 500 }); }" },
    alone: [],
    together: [],
  },
  {
    sentence: "one whose text goes into the answer alone is silent",
    rule: "no-silent-catch",
    path: ROUTE,
    code: CATCH,
    files: { "lib.ts": "export function handleApiError(error) { const text = error instanceof Error ? error.message : String(error); return Response.json({ text }, { status: 500 }); }" },
    alone: [],
    together: ["catch (error)"],
  },
  {
    sentence: "a helper that is not found changes nothing",
    rule: "no-silent-catch",
    path: ROUTE,
    code: CATCH,
    files: {},
    alone: [],
    together: [],
  },
  {
    sentence: "a failure that is only answered, by a helper that records its answers, is recorded",
    rule: "no-silent-catch",
    path: ROUTE,
    code: 'import { broken } from "../../../lib";\nexport async function POST(request) {\n  try { await work(request); return Response.json({}); } catch { return broken("no"); }\n}',
    files: { "lib.ts": `${LOG}export function broken(text) { logger.error({ text }); return Response.json({ text }, { status: 500 }); }` },
    alone: ["catch"],
    together: [],
  },
  {
    sentence: "one that a helper answers for others, on a way of its own, is not",
    rule: "no-silent-catch",
    path: ROUTE,
    code: 'import { load } from "../../../lib";\nexport async function POST(request) {\n  try { await work(request); return Response.json({}); } catch { await load("no"); return Response.json({}, { status: 500 }); }\n}',
    files: { "lib.ts": `${LOG}export async function load(text) { logger.info({ text }); return db.find(text); }` },
    alone: ["catch"],
    together: ["catch"],
  },
  {
    sentence: "a rejection given to a function that does nothing is swallowed",
    rule: "no-silent-catch",
    code: 'import { quiet } from "../lib";\nexport async function sync(orders) { await orders.save().catch(quiet); }',
    files: { "lib.ts": "export const quiet = () => {};" },
    alone: [],
    together: ["quiet"],
  },
  {
    sentence: "a rejection given to a function that records is not",
    rule: "no-silent-catch",
    code: 'import { quiet } from "../lib";\nexport async function sync(orders) { await orders.save().catch(quiet); }',
    files: { "lib.ts": `${LOG}export const quiet = (error) => { logger.warn(error); };` },
    alone: [],
    together: [],
  },
  {
    sentence: "an imported emitter that does nothing records nothing",
    rule: "no-silent-catch",
    code: 'import { logError } from "../lib";\nexport async function sync(orders) { try { await orders.save(); } catch (error) { logError("x"); } }',
    files: { "lib.ts": "export function logError(_message) {}" },
    alone: [],
    together: ["catch (error)"],
  },
  {
    sentence: "a helper that answers 401 is an exit, and a silent one",
    rule: "log-on-4xx",
    path: ROUTE,
    code: DENY,
    files: { "lib.ts": "export const deny = (text) => Response.json({ text }, { status: 401 });" },
    alone: [],
    together: ['deny("no")'],
  },
  {
    sentence: "a helper that answers 401 and logs is covered",
    rule: "log-on-4xx",
    path: ROUTE,
    code: DENY,
    files: { "lib.ts": `${LOG}export const deny = (text) => { logger.warn({ text }); return Response.json({ text }, { status: 401 }); };` },
    alone: [],
    together: [],
  },
  {
    sentence: "a helper that answers 200 is none",
    rule: "log-on-4xx",
    path: ROUTE,
    code: DENY,
    files: { "lib.ts": "export const deny = (text) => Response.json({ text });" },
    alone: [],
    together: [],
  },
  {
    sentence: "the status that an argument gives counts",
    rule: "log-on-4xx",
    path: ROUTE,
    code: DENY.replace('deny("no")', 'turnAway("no", 403)').replace("deny", "turnAway"),
    files: { "lib.ts": "export const turnAway = (text, status = 200) => Response.json({ text }, { status });" },
    alone: [],
    together: ['turnAway("no", 403)'],
  },
  {
    sentence: "so does the one that its default gives",
    rule: "log-on-4xx",
    path: ROUTE,
    code: DENY,
    files: { "lib.ts": "export const deny = (text, status = 401) => Response.json({ text }, { status });" },
    alone: [],
    together: ['deny("no")'],
  },
  {
    sentence: "so does a field of an argument",
    rule: "log-on-4xx",
    path: ROUTE,
    code: DENY.replace('deny("no")', 'turnAway({ status: 403, text: "no" })').replace("deny", "turnAway"),
    files: { "lib.ts": "export const turnAway = ({ text, status }) => Response.json({ text }, { status });" },
    alone: [],
    together: ['turnAway({ status: 403, text: "no" })'],
  },
  {
    sentence: "a status that no one can tell makes no exit",
    rule: "log-on-4xx",
    path: ROUTE,
    code: DENY.replace('deny("no")', 'deny("no", request.status)'),
    files: { "lib.ts": "export const deny = (text, status) => Response.json({ text }, { status });" },
    alone: [],
    together: [],
  },
  {
    sentence: "a constant of another file is a status",
    rule: "log-on-4xx",
    path: ROUTE,
    code: 'import { CODES } from "../../../lib";\nexport async function POST(request) { if (!request.user) return Response.json({}, { status: CODES.NO }); return Response.json({}); }',
    files: { "lib.ts": "export const CODES = { NO: 401, FINE: 200 } as const;" },
    alone: [],
    together: ["Response.json({}, { status: CODES.NO })"],
  },
  {
    sentence: "so is a member of an enum",
    rule: "log-on-4xx",
    path: ROUTE,
    code: 'import { Codes } from "../../../lib";\nexport async function POST(request) { if (!request.user) return Response.json({}, { status: Codes.No }); return Response.json({}); }',
    files: { "lib.ts": "export enum Codes { No = 401 }" },
    alone: [],
    together: ["Response.json({}, { status: Codes.No })"],
  },
  {
    sentence: "a helper that answers on res is an exit",
    rule: "log-on-4xx",
    code: DENY_ON_RES,
    path: "controller.js",
    files: { "lib.js": "exports.deny = (res, text) => res.status(401).json({ text });" },
    alone: [],
    together: ['deny(res, "no")'],
  },
  {
    sentence: "one that records beside its answer is covered",
    rule: "log-on-4xx",
    code: DENY_ON_RES,
    path: "controller.js",
    files: { "lib.js": 'const { logger } = require("./l");\nexports.deny = (res, text) => { res.status(401).json({ text }); logger.warn({ text }); };' },
    alone: [],
    together: [],
  },
  {
    sentence: "one that answers only some calls is a guard, and no exit",
    rule: "log-on-4xx",
    code: DENY_ON_RES,
    path: "controller.js",
    files: { "lib.js": "exports.deny = (res, text) => { if (!text) return false; res.status(401).json({ text }); return true; };" },
    alone: [],
    together: [],
  },
  {
    sentence: "a function of another file that writes to an audit table is an audit event",
    rule: "require-audit-on-sensitive-route",
    path: LOGIN,
    code: AUDITED,
    files: { "lib.ts": 'import { db } from "db";\nexport async function saved(request) { const user = await db.users.find(request); await db.auditLog.create({ data: { user } }); return user; }' },
    alone: ["POST"],
    together: [],
  },
  {
    sentence: "one that logs at its work is not",
    rule: "require-audit-on-sensitive-route",
    path: LOGIN,
    code: AUDITED,
    files: { "lib.ts": `${LOG}export async function saved(request) { logger.info("audit comes later"); return db.users.find(request); }` },
    alone: ["POST"],
    together: ["POST"],
  },
  {
    sentence: "one that audits on one way only is not",
    rule: "require-audit-on-sensitive-route",
    path: LOGIN,
    code: AUDITED,
    files: { "lib.ts": 'import { db } from "db";\nexport async function saved(request) { if (request.x) await db.auditLog.create({ data: {} }); return {}; }' },
    alone: ["POST"],
    together: ["POST"],
  },
  {
    sentence: "a wrapper that audits covers what is inside it",
    rule: "require-audit-on-sensitive-route",
    path: LOGIN,
    code: WRAPPED,
    files: { "lib.ts": 'import { logAudit } from "audit-sdk";\nexport const guarded = (handler) => async (request) => { const response = await handler(request); await logAudit("auth.login", { status: response.status }); return response; };' },
    alone: ["POST"],
    together: [],
  },
  {
    sentence: "a wrapper that audits and is told the event first covers what is inside it",
    rule: "require-audit-on-sensitive-route",
    path: LOGIN,
    code: WRAPPED.replace("guarded(async", 'guarded("auth.login")(async'),
    files: { "lib.ts": 'import { logAudit } from "audit-sdk";\nexport const guarded = (event) => (handler) => async (request) => { const response = await handler(request); await logAudit(event, { status: response.status }); return response; };' },
    alone: ["POST"],
    together: [],
  },
  {
    sentence: "a wrapper that does not covers nothing",
    rule: "require-audit-on-sensitive-route",
    path: LOGIN,
    code: WRAPPED,
    files: { "lib.ts": "export const guarded = (handler) => async (request) => handler(request);" },
    alone: ["POST"],
    together: ["POST"],
  },
  {
    sentence: "an audit service of another file only hashes the key that it is given",
    rule: "no-secret-in-log",
    code: 'import { auditService } from "../audit";\nexport async function remove(request, id) { await auditService.logAction({ apiKey: request.keyUsed, action: "remove", id }); }',
    files: {
      "audit.ts":
        'class AuditService {\n  #hash(key) { return sha256(key); }\n  async logAction(given) {\n    const { apiKey, action, id } = given;\n    const key = this.#hash(apiKey);\n    await prisma.auditLog.create({ data: { key, action, id } });\n  }\n}\nexport const auditService = new AuditService();',
    },
    alone: ["apiKey: request.keyUsed"],
    together: [],
  },
  {
    sentence: "an audit service of another file stores the key that it is given",
    rule: "no-secret-in-log",
    code: 'import { auditService } from "../audit";\nexport async function remove(request, id) { await auditService.logAction({ apiKey: request.keyUsed, action: "remove", id }); }',
    files: { "audit.ts": 'class AuditService {\n  async logAction({ apiKey, action, id }) { await prisma.auditLog.create({ data: { apiKey, action, id } }); }\n}\nexport const auditService = new AuditService();' },
    alone: ["apiKey: request.keyUsed"],
    together: ["apiKey: request.keyUsed"],
  },
  {
    sentence: "what an imported function masks is safe to log",
    rule: "no-secret-in-log",
    code: 'import { short } from "../lib";\nimport { logger } from "./logger";\nexport function signIn(password) { logger.info({ password: short(password) }); }',
    files: { "lib.ts": 'export const short = (text) => text ? "[REDACTED]" : "";' },
    alone: ["password: short(password)"],
    together: [],
  },
];

describe("what other files say", () => {
  test.each(USES)("$sentence", ({ rule, path = "src/x.ts", code, files, alone, together }) => {
    const small = projectOf({ ...files, [path]: code });
    expect(foundBy(rule, small.alone(path, code)), "alone").toEqual(alone);
    expect(foundBy(rule, small.facts(path, code)), "together").toEqual(together);
  });
});
