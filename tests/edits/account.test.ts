import { describe, expect, test } from "vitest";
import { accountText } from "../../src/edits/account.js";
import { PARSERS } from "../support/parsers.js";
import { opened, placeIn } from "./ask.js";

const SETTINGS = { emitter: { account: true } };

type Case = readonly [name: string, body: string, account: string | undefined, event?: string];

/** The body of a handler `POST(req)`, with `here()` where the record is to stand. */
const CASES: readonly Case[] = [
  ["taken out of the body", "const { email, password } = await req.json(); here();", "email"],
  ["taken out of a body that may be nothing", "const { email } = req.body ?? {}; here();", "email"],
  ["taken out under another name", "const { email: given } = await req.json(); here();", "given"],
  ["taken out with a default", 'const { username = "" } = req.body; here();', "username"],
  ["a field of a form", 'const email = formData.get("email"); here();', undefined],
  ["a field of the request's form", 'const form = await req.formData(); const email = form.get("email"); here();', "email"],
  ["a field of a form that was read before", 'const form = await req.formData(); use(form.get("login")); here();', 'form.get("login")'],
  ["what a schema let through", "const parsed = schema.safeParse(await req.json()); if (!parsed.success) return no; const { email } = parsed.data; here();", "email"],
  ["a field of what a schema let through", "const data = schema.parse(await req.json()); use(data.email); here();", "data.email"],
  ["a field of what a schema let through, before it is read", "const data = schema.parse(await req.json()); here(); use(data.email);", undefined],
  ["a field of the body that was read before", "const user = await find(req.body.email); here();", "req.body.email"],
  ["a field of the body that the branch's test reads", "const body = await req.json(); if (!body.email || !body.password) { here(); }", "body.email"],
  ["a field of the body that is read later", "const body = await req.json(); here(); use(body.email);", "body?.email"],
  ["a field of Express's body that is read in a branch", "if (a) { use(req.body.email); } here();", "req.body?.email"],
  ["a name that is cleaned up", "const { email: raw } = req.body; const email = String(raw).trim().toLowerCase(); here();", "email"],
  ["a name made by a function that is not known", "const email = normalise(req.body.email); here();", "req.body.email"],
  ["several, for a login", "const { username, email, password } = req.body; here();", "email ?? username"],
  ["several, where the e-mail address is asked for", "const { username, email } = req.body; here();", "email", "auth.register"],
  ["a name, but of a user who was loaded", "const { token } = req.body; const user = await find(token); use(user.email); here();", "user.email", "auth.password_reset.complete"],
  ["a user who was loaded beside what was sent", "const { username } = req.body; const user = await find(username); use(user.email); here();", "username"],
  ["whose second factor is checked", "const session = await auth(); use(session.user.email); here();", "session.user.email", "auth.mfa.verify"],
  ["who is signed in already", "const session = await auth(); use(session.user.email); here();", undefined],
  ["a request's user", "use(req.user.email); here();", undefined],
  ["an event that names no account", "const { email } = await req.json(); here();", undefined, "user.create"],
  ["an event whose name only begins alike", "const { email } = await req.json(); here();", undefined, "auth.login_link.send"],
  ["not in scope in the catch", "try { const { email } = await req.json(); use(email); } catch { here(); }", undefined],
  ["in scope in the catch", "const { email } = await req.json(); try { await login(email); } catch { here(); }", "email"],
  ["not assigned yet", "here(); const { email } = await req.json();", undefined],
  ["in a let that may not be assigned", "let email; try { const body = await req.json(); email = body.email; } catch { here(); }", undefined],
  ["in the request, whatever became of the let", "let email; try { email = req.body.login; } catch { here(); }", "req.body?.login"],
  ["hidden by another of that name", "const { email } = await req.json(); { const email = render(1); here(); }", undefined],
  ["a mail that is sent", "const email = await renderMail(req.body.name); here();", undefined],
  ["an address of the configuration", "const { email } = config; use(settings.email); here();", undefined],
  ["somebody in a list", "list.forEach(({ email }) => { here(); });", undefined],
  ["what an earlier edit wrote", "const data = schema.parse(await req.json()); log({ account: data.email }); here();", undefined],
  ["a name that is written", "const user = make(); user.email = 1; here();", undefined],
  ["a secret beside it", "const { password, token } = await req.json(); here();", undefined],
];

describe.each(PARSERS)("$parser", (parser) => {
  const ask = (body: string, event: string, settings: unknown): string | undefined => {
    const { file, handlers } = opened(parser, `export async function POST(req) {\n  ${body}\n}\n`, "app/api/a/route.ts", settings);
    return accountText(placeIn(file).node, handlers[0]!, event, file);
  };

  test.each(CASES.map(([name, body, wanted, event = "auth.login"]) => ({ name, body, wanted, event })))("$name", ({ body, wanted, event }) => {
    expect(ask(body, event, SETTINGS)).toBe(wanted);
  });

  test("an emitter that is not known to hash it is given none", () => {
    expect(ask("const { email } = await req.json(); here();", "auth.login", undefined)).toBeUndefined();
    expect(ask("const { email } = await req.json(); here();", "auth.login", { emitter: { account: false } })).toBeUndefined();
  });

  test("parameters of a server action", () => {
    const text = '"use server";\nexport async function login(email: string, password: string) {\n  here();\n}\n';
    const { file, handlers } = opened(parser, text, "app/actions.ts", SETTINGS);
    expect(accountText(placeIn(file).node, handlers[0]!, "auth.login", file)).toBe("email");
  });
});
