import { describe, expect, test } from "vitest";
import { actorText, type Recorded } from "../../src/edits/actor.js";
import type { Node } from "../../src/syntax/ast.js";
import { PARSERS } from "../support/parsers.js";
import { opened, placeIn } from "./ask.js";

const DENIED: Recorded = { event: "access.check", outcome: "denied" };
const EXPORTED: Recorded = { event: "data.export", outcome: "success" };
const LOGGED_IN: Recorded = { event: "auth.login", outcome: "success" };

/** The body of a handler `POST(req)`, with `here()` where the record is to stand. */
const CASES: readonly (readonly [name: string, body: string, recorded: Recorded, actor: string])[] = [
  [
    "a session that was checked",
    "const session = await auth(); if (!session) return no; use(session.user.id); here();",
    EXPORTED,
    "session.user.id",
  ],
  [
    "a session that is missing",
    "const session = await auth(); if (!session) { here(); } use(session.user.id);",
    DENIED,
    '"anon"',
  ],
  [
    "a session that may be missing",
    "const session = await auth(); if (!session || !ok(session)) { here(); } use(session.user.id);",
    DENIED,
    'session?.user?.id ?? "anon"',
  ],
  [
    "a session whose user may be missing",
    "const session = await auth(); if (!session || !session.user) { here(); } use(session.user.id);",
    DENIED,
    '"anon"',
  ],
  [
    "a session that was only asked in part",
    "const session = await auth(); if (!session) return no; here(); if (session.user) use(session.user.id);",
    EXPORTED,
    'session?.user?.id ?? "anon"',
  ],
  [
    "an else of a presence test",
    "const session = await auth(); if (session) { use(session.user.id); } else { here(); }",
    DENIED,
    '"anon"',
  ],
  [
    "a comparison with null",
    "const session = await auth(); if (session === null) { here(); } use(session.user.id);",
    DENIED,
    '"anon"',
  ],
  ["a session id", "const session = await auth(); store(session.id); here();", EXPORTED, '"anon"'],
  [
    "a session id that the file uses as a user's",
    "const session = await auth(); store({ userId: session.id }); here();",
    EXPORTED,
    "session.id",
  ],
  ["a let", "let session = await auth(); use(session.user.id); here();", EXPORTED, '"anon"'],
  [
    "a constant of another block",
    "try { const session = await auth(); use(session.user.id); } catch { here(); }",
    DENIED,
    '"anon"',
  ],
  [
    "a constant of another case",
    "switch (a) { case 1: const session = await auth(); use(session.user.id); break; case 2: here(); }",
    DENIED,
    '"anon"',
  ],
  ["a constant that comes later", "here(); const session = await auth(); use(session.user.id);", DENIED, '"anon"'],
  [
    "a read that may have thrown",
    "const session = await auth(); try { use(session.user.id); } catch { here(); }",
    DENIED,
    'session?.user?.id ?? "anon"',
  ],
  [
    "a read on one way only",
    "const session = await auth(); if (a) { use(session.user.id); } here();",
    EXPORTED,
    'session?.user?.id ?? "anon"',
  ],
  ["a request's user", "use(req.user.id); here();", EXPORTED, "req.user.id"],
  ["a request's user, later", "here(); use(req.user.id);", EXPORTED, 'req.user?.id ?? "anon"'],
  [
    "a request's user where the body is missing",
    "if (!req.body) { here(); } use(req.user.id);",
    DENIED,
    'req.user?.id ?? "anon"',
  ],
  ["a request's parameter", "use(req.params.id); use(req.body.userId); here();", EXPORTED, '"anon"'],
  ["an e-mail", "const session = await auth(); use(session.user.email); here();", EXPORTED, '"anon"'],
  [
    "a user from the session",
    "const user = await getUser(req); if (!user) return no; use(user.id); here();",
    EXPORTED,
    "user.id",
  ],
  ["a user who was looked up", "const user = await db.user.findById(req.params.id); use(user.id); here();", EXPORTED, '"anon"'],
  ["a user who has just logged in", "const user = await db.user.findByEmail(email); use(user.id); here();", LOGGED_IN, "user.id"],
  [
    "a user who has just logged in and was not read",
    "const user = await verifyCredentials(a, b); start(user); here();",
    LOGGED_IN,
    "user.id",
  ],
  ["a user of whom nothing is known", "const user = await verifyCredentials(a, b); here();", LOGGED_IN, 'user?.id ?? "anon"'],
  ["a user with another id", "const user = await verifyCredentials(a, b); start(user._id.x); here();", LOGGED_IN, '"anon"'],
  [
    "a user of whom no id was selected",
    "const user = await db.user.find({ select: { hash: true } }); start(user); here();",
    LOGGED_IN,
    '"anon"',
  ],
  [
    "a login that failed",
    "const user = await db.user.findByEmail(email); use(user.id); here();",
    { event: "auth.login", outcome: "denied" },
    '"anon"',
  ],
  [
    "whoever asks for a reset",
    "use(req.user.id); here();",
    { event: "auth.password_reset.request", outcome: "success" },
    '"anon"',
  ],
  ["a user id by itself", "const { userId } = await auth(); if (!userId) return no; here();", EXPORTED, "userId"],
  [
    "a user id that may be missing",
    "const { userId } = await auth(); if (!userId || !may(userId)) { here(); }",
    DENIED,
    'userId ?? "anon"',
  ],
  ["a user id out of the body", "const { userId } = await req.json(); use(userId); here();", EXPORTED, '"anon"'],
  [
    "a result beside its error",
    "const { data, error } = await supabase.auth.getUser(); if (error) { here(); } use(data.user.id);",
    DENIED,
    '"anon"',
  ],
  ["what an earlier edit wrote", "const session = await auth(); log({ actor: session.user.id }); here();", EXPORTED, '"anon"'],
  ["a parameter of a callback", "list.forEach((user) => { use(user.id); here(); });", EXPORTED, '"anon"'],
];

describe.each(PARSERS)("$parser", (parser) => {
  test.each(CASES)("%s", (_name, body, recorded, wanted) => {
    const { file, handlers } = opened(parser, `export async function POST(req) {\n  ${body}\n}\n`, "app/api/a/route.ts");
    const at: Node = placeIn(file).node;
    expect(actorText(at, handlers[0]!, recorded, file)).toBe(wanted);
  });

  test("what another handler of the file reads", () => {
    const text =
      "export async function GET(req) {\n  use(req.user.id);\n}\nexport async function POST(request) {\n  here();\n}\n";
    const { file, handlers } = opened(parser, text, "app/api/a/route.ts");
    expect(actorText(placeIn(file).node, handlers[1]!, EXPORTED, file)).toBe('request.user?.id ?? "anon"');
  });

  test("what another handler reads of a request of another type", () => {
    const text =
      "export function GET(req: AuthRequest) {\n  use(req.user.id);\n}\nexport function POST(request: Request) {\n  here();\n}\n";
    const { file, handlers } = opened(parser, text, "app/api/a/route.ts");
    expect(actorText(placeIn(file).node, handlers[1]!, EXPORTED, file)).toBe('"anon"');
  });
});
