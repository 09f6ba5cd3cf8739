/** Whom a record names where another file tells what a session function gives, and what a wrapper hands over. */
import { describe, expect, test } from "vitest";
import { actorText } from "../../src/edits/actor.js";
import type { Recorded } from "../../src/edits/recorded.js";
import { placeIn } from "../edits/ask.js";
import { projectOf, type Files } from "./support.js";

const EXPORTED: Recorded = { event: "data.export", outcome: "success" };
const LOGGED_IN: Recorded = { event: "auth.login", outcome: "success" };
const SIGNED: Recorded = { event: "webhook.verify", outcome: "success" };

function actor(text: string, files: Files, recorded = EXPORTED, path = "app/api/a/route.ts"): string {
  const { facts } = projectOf({ ...files, [path]: text });
  const { file, handlers } = facts(path, text);
  return actorText(placeIn(file).node, handlers[0]!, recorded, file);
}

const GUARD = `import { requireMember } from "../../../lib/guard";\n`;
const handler = (body: string): string => `${GUARD}export async function POST(req: Request) {\n  ${body}\n}\n`;
const TYPED = "export type Gate = { ok: true; userId: string } | { ok: false; error: string };";

type Case = readonly [sentence: string, guard: string, body: string, actor: string];

const GUARDS: readonly Case[] = [
  ["a gate of a declared type, behind its refusal", `${TYPED}\nexport async function requireMember(): Promise<Gate> { return load(); }`, "const gate = await requireMember(); if (!gate.ok) return no; here();", "gate.userId"],
  ["and nobody by it before its refusal", `${TYPED}\nexport async function requireMember(): Promise<Gate> { return load(); }`, "const gate = await requireMember(); here(); if (!gate.ok) return no;", '"unknown"'],
  ["and nobody by it where it has refused", `${TYPED}\nexport async function requireMember(): Promise<Gate> { return load(); }`, "const gate = await requireMember(); if (!gate.ok) { here(); return no; }", '"unknown"'],
  ["an object that is written out", "export async function requireMember() { const row = await load(); if (!row) return { ok: false as const, response: no }; return { ok: true as const, user: { id: row.owner } }; }", "const gate = await requireMember(); if (!gate.ok) return gate.response; here();", "gate.user.id"],
  ["an object whose kinds no type tells apart", "export async function requireMember() { const row = await load(); if (!row) return { ok: false, response: no }; return { ok: true, user: { id: row.owner } }; }", "const gate = await requireMember(); if (!gate.ok) return gate.response; here();", 'gate.user?.id ?? "unknown"'],
  ["a guard that hands on what another one gives", "async function find() { const row = await load(); if (!row) return { ok: false as const }; return { ok: true as const, user: { id: row.owner } }; }\nexport async function requireMember() { const found = await find(); if (!found.ok) return found; if (late()) return { ok: false as const }; return found; }", "const gate = await requireMember(); if (!gate.ok) return no; here();", "gate.user.id"],
  ["a guard that asks for a role by a type's name", 'import type { Role } from "./roles";\nasync function find(): Promise<{ ok: true; user: { id: string; role: Role } } | { ok: false }> { return load(); }\nexport async function requireMember() { const found = await find(); if (!found.ok) return found; if (found.user.role !== "admin") return { ok: false as const }; return found; }', "const gate = await requireMember(); if (!gate.ok) return no; here();", "gate.user.id"],
  ["a user beside a response", "interface User { id: string }\ntype Given = { user: User; response: null } | { user: null; response: Response };\nexport async function requireMember(): Promise<Given> { return load(); }", "const { user, response } = await requireMember(); if (response) return response; here();", "user.id"],
  ["a user, or a response by its class", "interface User { id: string }\nexport async function requireMember(): Promise<User | Response> { return load(); }", "const user = await requireMember(); if (user instanceof Response) return user; here();", "user.id"],
  ["and no user where a response may be there", "interface User { id: string }\nexport async function requireMember(): Promise<User | Response> { return load(); }", "const user = await requireMember(); here();", '"unknown"'],
  ["a user who may be missing", "interface User { id: string }\nexport async function requireMember(): Promise<User | null> { return load(); }", "const user = await requireMember(); here();", 'user?.id ?? "unknown"'],
  ["a user who was shown to be there", "interface User { id: string }\nexport async function requireMember(): Promise<User | null> { return load(); }", "const user = await requireMember(); if (!user) return no; here();", "user.id"],
  ["and nobody where the user is missing", "interface User { id: string }\nexport async function requireMember(): Promise<User | null> { return load(); }", "const user = await requireMember(); if (!user) { here(); return no; }", '"unknown"'],
  ["what the guard itself reads of a user without a type", "export async function requireMember() { const user = await find(); if (!user) throw no; await touch(user.id); return user; }", "const user = await requireMember(); here();", "user.id"],
  ["and nobody by an id that nothing shows", "export async function requireMember() { const user = await find(); if (!user) throw no; await touch(user.email); return user; }", "const user = await requireMember(); here();", '"unknown"'],
  ["the id of an administrator", "export async function requireMember(): Promise<{ adminId?: number; role: string } | null> { return load(); }", "const session = await requireMember(); if (!session) return no; here();", 'session.adminId ?? "unknown"'],
  ["and nobody by an e-mail", "export async function requireMember(): Promise<{ email: string; token: string }> { return load(); }", "const user = await requireMember(); here();", '"unknown"'],
  ["and nobody by the id of an organization", "export async function requireMember(): Promise<{ id: string; name: string }> { return load(); }", "const organization = await requireMember(); here();", '"unknown"'],
  ["a type of a third file", 'import type { User } from "./types";\nexport async function requireMember(): Promise<{ user: User }> { return load(); }', "const { user } = await requireMember(); here();", "user.id"],
  ["a type that a barrel hands on", 'import type { User } from "./barrel";\nexport async function requireMember(): Promise<{ user: User }> { return load(); }', "const { user } = await requireMember(); here();", "user.id"],
  ["the fields that are left of a type", 'import type { User } from "./types";\nexport async function requireMember(): Promise<{ user: Omit<User, "id"> }> { return load(); }', "const { user } = await requireMember(); here();", '"unknown"'],
  ["guards that call one another, and give nothing", 'import { again } from "./again";\nexport async function requireMember() { return again(); }', "const user = await requireMember(); here();", '"unknown"'],
];

const SHARED: Files = {
  "lib/types.ts": "export interface User { id: string; name: string }",
  "lib/barrel.ts": 'export * from "./none";\nexport type { User } from "./types";',
  "lib/again.ts": 'import { requireMember } from "./guard";\nexport async function again() { return requireMember(); }',
};

describe("a guard of another file tells the actor", () => {
  test.each(GUARDS)("%s", (_sentence, guard, body, wanted) => {
    expect(actor(handler(body), { ...SHARED, "lib/guard.ts": guard })).toBe(wanted);
  });

  test("and nobody where a webhook is told", () => {
    const guard = "export async function requireMember(): Promise<{ userId: string }> { return load(); }";
    expect(actor(handler("const user = await requireMember(); here();"), { "lib/guard.ts": guard }, SIGNED)).toBe('"anon"');
  });

  test("and nobody where the file is not there", () => {
    expect(actor(handler("const user = await requireMember(); here();"), {})).toBe('"unknown"');
  });
});

const CONTEXT = "interface Context { user: { id: string } }\ntype Handler = (req: Request, context: Context, params: unknown) => Promise<Response>;\n";
const wrapped = (parameters: string, body = "here();"): string =>
  `import { withMember } from "../../../lib/with";\nexport const POST = withMember(async (${parameters}) => { ${body} });\n`;

const WRAPPERS: readonly (readonly [sentence: string, wrapper: string, parameters: string, actor: string])[] = [
  ["by the type of the handler that it takes", `${CONTEXT}export function withMember(handler: Handler) { return load(handler); }`, "req, { user }", "user.id"],
  ["under another name", `${CONTEXT}export function withMember(handler: Handler) { return load(handler); }`, "req, { user: me }", "me.id"],
  ["as a whole", `${CONTEXT}export function withMember(handler: Handler) { return load(handler); }`, "req, context", "context.user.id"],
  ["by a name that says that it is not used", "export function withMember(handler: (req: Request, user: { id: string }) => Promise<Response>) { return load(handler); }", "req, _user", "_user.id"],
  ["who may be missing", "export function withMember(handler: (req: Request, user: { id: string } | null) => Promise<Response>) { return load(handler); }", "req, user", 'user?.id ?? "unknown"'],
  ["by the call that it makes", "export function withMember(handler) { return async (req) => { const session = await auth(); if (!session) return no; const user = { id: session.sub, role: session.role }; return handler(req, { user }); }; }", "req, { user }", "user.id"],
  ["and nobody by the parameters of the route", "export function withMember(handler: (req: Request, params: { id: string }) => Promise<Response>) { return load(handler); }", "req, params", '"unknown"'],
];

describe("a wrapper of another file hands over the actor", () => {
  test.each(WRAPPERS)("%s", (_sentence, wrapper, parameters, wanted) => {
    expect(actor(wrapped(parameters), { "lib/with.ts": wrapper })).toBe(wanted);
  });

  test("and nobody at a login that nobody guards", () => {
    const text = wrapped("req, context").replaceAll("withMember", "withLimit");
    expect(actor(text, { "lib/with.ts": `${CONTEXT}export function withLimit(handler: Handler) { return load(handler); }` }, LOGGED_IN)).toBe('"anon"');
  });
});

describe("a type of another file tells the actor", () => {
  const text = `import type { Known } from "./types";\nimport { Router } from "express";\nconst router = Router();\nrouter.get("/export", requireAuth, (req: Known, res) => { here(); res.json([]); });\n`;

  test("that middleware leaves at the request", () => {
    const types = 'import type { Request } from "express";\nexport interface Known extends Request { user?: { id: string } }';
    expect(actor(text, { "src/types.ts": types }, EXPORTED, "src/a.ts")).toBe('req.user?.id ?? "unknown"');
  });

  test("and nobody by a user without an id", () => {
    expect(actor(text, { "src/types.ts": "export interface Known { user?: { role: string } }" }, EXPORTED, "src/a.ts")).toBe('"unknown"');
  });
});

const ROUTES = `import { Router } from "express";\nimport { requireAuth } from "./guard";\nexport const router = Router();\n`;
const ADDED = "declare global { namespace Express { interface Request { user?: { id: string } } } }\nexport {};";
const ASSIGNED = "export function requireAuth(req, res, next) { const user = find(req); if (user.id) req.user = user; next(); }";

const PACKAGES: Files = { "package.json": "{}", "apps/one/package.json": "{}", "apps/two/package.json": "{}" };

type OfRequest = readonly [sentence: string, path: string, route: string, files: Files, actor: string];

const AT_REQUESTS: readonly OfRequest[] = [
  ["by the type that the project adds", "src/a.ts", 'router.get("/export", requireAuth, (req, res) => { here(); });', { "src/types.d.ts": ADDED }, 'req.user?.id ?? "unknown"'],
  ["by the type of the user that the project adds", "src/a.ts", 'router.get("/export", requireAuth, (req, res) => { here(); });', { "src/auth.ts": "declare global {\n  namespace Express {\n    interface User { id: string }\n  }\n}\nexport {};" }, 'req.user?.id ?? "unknown"'],
  ["behind a test", "src/a.ts", 'router.get("/export", requireAuth, (req: Request, res) => { if (!req.user) return; here(); });', { "src/types.d.ts": ADDED }, "req.user.id"],
  ["and nobody where none is added", "src/a.ts", 'router.get("/export", requireAuth, (req, res) => { here(); });', { "src/guard.ts": ASSIGNED }, '"unknown"'],
  ["and nobody without a guard", "src/a.ts", 'router.get("/export", (req, res) => { here(); });', { "src/types.d.ts": ADDED }, '"anon"'],
  ["by what middleware assigns, where there are no types", "src/a.js", 'router.get("/export", requireAuth, (req, res) => { here(); });', { "src/guard.js": ASSIGNED }, 'req.user?.id ?? "unknown"'],
  ["in middleware that takes it to be there", "src/a.js", 'router.use((req, res, next) => { if (req.user.role !== "admin") { here(); res.status(403).end(); } next(); });', { "src/guard.js": ASSIGNED }, 'req.user?.id ?? "anon"'],
  ["and nobody by users that are assigned without an id", "src/a.js", 'router.get("/export", requireAuth, (req, res) => { here(); });', { "src/guard.js": ASSIGNED.replace("user.id", "user.email") }, '"unknown"'],
  ["by what the middleware of its own package assigns", "apps/one/src/a.js", 'router.get("/export", requireAuth, (req, res) => { here(); });', { ...PACKAGES, "apps/one/src/guard.js": ASSIGNED, "apps/two/src/guard.js": ASSIGNED.replace("user.id", "user._id") }, 'req.user?.id ?? "unknown"'],
  ["by what another package assigns, where its own has nothing", "apps/one/src/a.js", 'router.get("/export", requireAuth, (req, res) => { here(); });', { ...PACKAGES, "packages/guards/index.js": ASSIGNED }, 'req.user?.id ?? "unknown"'],
  ["and nobody by the users of another package", "apps/one/src/a.js", 'router.get("/export", requireAuth, (req, res) => { here(); });', { ...PACKAGES, "apps/one/src/guard.js": ASSIGNED.replace("user.id", "user.email"), "apps/two/src/guard.js": ASSIGNED }, '"unknown"'],
  ["and nobody where two of them have other ids", "src/a.js", 'router.get("/export", requireAuth, (req, res) => { here(); });', { "src/guard.js": ASSIGNED, "src/other.js": ASSIGNED.replace("user.id", "user._id") }, '"unknown"'],
];

describe("what middleware leaves at the request tells the actor", () => {
  test.each(AT_REQUESTS)("%s", (_sentence, path, route, files, wanted) => {
    expect(actor(`${ROUTES}${route}\n`, files, EXPORTED, path)).toBe(wanted);
  });
});

test("a guard that has changed is read again", () => {
  const files = { "lib/guard.ts": "interface User { id: string }\nexport async function requireMember(): Promise<User> { return load(); }" };
  const text = handler("const user = await requireMember(); here();");
  const { facts, write, project } = projectOf({ ...files, "app/api/a/route.ts": text });
  const ask = (): string => {
    const { file, handlers } = facts("app/api/a/route.ts", text);
    return actorText(placeIn(file).node, handlers[0]!, EXPORTED, file);
  };
  expect(ask()).toBe("user.id");
  write("lib/guard.ts", "export async function requireMember(): Promise<{ email: string }> { return load(); }", 1);
  project.startRound();
  expect(ask()).toBe('"unknown"');
});
