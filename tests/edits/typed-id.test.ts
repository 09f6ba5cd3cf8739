import { describe, expect, test } from "vitest";
import { actorText } from "../../src/edits/actor.js";
import type { Recorded } from "../../src/edits/recorded.js";
import { PARSERS } from "../support/parsers.js";
import { opened, placeIn } from "./ask.js";

const EXPORTED: Recorded = { event: "data.export", outcome: "success" };
const LOGGED_IN: Recorded = { event: "auth.login", outcome: "success" };

/** Types of the file, and a handler's parameters and body, with `here()` where the record is to stand. */
type Case = readonly [name: string, types: string, parameters: string, body: string, recorded: Recorded, actor: string];

const CASES: readonly Case[] = [
  ["of a user at the request", "interface Known extends Request { user?: { id: string } }", "req: Known", "here();", EXPORTED, 'req.user?.id ?? "anon"'],
  ["of a user who was shown to be there", "interface Known extends Request { user?: { sub: string } }", "req: Known", "if (!req.user) return no; here();", EXPORTED, "req.user.sub"],
  ["of a type of its own", "type User = { userId: string }; type Known = Request & { user?: User };", "req: Known", "here();", EXPORTED, 'req.user?.userId ?? "anon"'],
  ["beside the request's own fields", "type Known = Request & { userId?: string };", "req: Known", "here();", EXPORTED, 'req.userId ?? "anon"'],
  ["of what stands beside the request", "", "req: Request, { user }: { user: { id: string } }", "here();", EXPORTED, "user.id"],
  ["of somebody who need not stand there", "", "req: Request, { user }: { user?: { id: string } }", "here();", EXPORTED, 'user?.id ?? "anon"'],
  ["and none of a user without one", "interface Known extends Request { user?: { role: string } }", "req: Known", "here();", EXPORTED, '"anon"'],
  ["and none of a target", "", "req: Request, { params }: { params: { id: string } }", "here();", EXPORTED, '"anon"'],
  ["and none of a target by the name of a user's id", "", "req: Request, userId: string", "here();", EXPORTED, '"anon"'],
  ["and none of one that is taken out of what stands beside the request", "", "req: Request, { userId }: { userId: string }", "here();", EXPORTED, '"anon"'],
  ["and none of one in the path", "", "req: Request, { params: { userId } }: { params: { userId: string } }", "here();", EXPORTED, '"anon"'],
  ["and none of one in what was sent", "", "req: Request, input: { userId: string }", "here();", EXPORTED, '"anon"'],
  ["and none of one in the data that it is handed, where that is read, too", "", "req: Request, data: { userId: string }", "use(data.userId); here();", EXPORTED, '"anon"'],
  ["of a session that stands beside the request", "", "req: Request, session: { userId: string }", "here();", EXPORTED, "session.userId"],
  ["of a session, taken out of it", "", "req: Request, { session: { userId } }: { session: { userId: string } }", "here();", EXPORTED, "userId"],
  ["and none of a session, whose id is its own", "interface Known extends Request { session?: { id: string } }", "req: Known", "here();", EXPORTED, '"anon"'],
  ["and none of a user who is found out later", "interface Known extends Request { user?: { id: string } }", "req: Known", "if (a) { here(); } req.user = find();", EXPORTED, '"anon"'],
  ["and none of a user who is missing", "interface Known extends Request { user?: { id: string } }", "req: Known", "if (!req.user) { here(); }", EXPORTED, '"anon"'],
  ["and none of who signs in", "interface Known extends Request { user?: { id: string } }", "req: Known", "here();", LOGGED_IN, '"anon"'],
];

describe.each(PARSERS)("$parser", (parser) => {
  test.each(CASES)("the id by its type: %s", (_name, types, parameters, body, recorded, wanted) => {
    const text = `${types}\nexport async function POST(${parameters}) {\n  ${body}\n}\n`;
    const { file, handlers } = opened(parser, text, "app/api/a/route.ts");
    expect(actorText(placeIn(file).node, handlers[0]!, recorded, file)).toBe(wanted);
  });
});
