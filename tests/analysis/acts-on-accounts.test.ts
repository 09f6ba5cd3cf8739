/** Acts on accounts, teams, balances and what is connected with them, each beside its near-misses. */
import { describe, expect, test } from "vitest";
import { PARSERS } from "../support/parsers.js";
import { onlyHandler } from "./ask.js";

type Row = readonly [sentence: string, verdict: string, code: string, path?: string | undefined];

const THINGS = "app/api/things/route.ts";
const post = (body: string): string => `export async function POST(request) {\n${body}\nreturn Response.json({});\n}\n`;
const get = (body = ""): string => `export async function GET(request) {\n${body}\nreturn Response.json({});\n}\n`;
const answer = (method: string): string => `export async function ${method}(request) {\nreturn Response.json({});\n}\n`;
const action = (name: string): string => `"use server";\nexport async function ${name}(input) {\nawait run(input);\nreturn { success: true };\n}\n`;
const pages = (body: string): string => `export default async function handler(req, res) {\n${body}\n}\n`;

const ROWS: readonly Row[] = [
  ["a device that is let in", "authentication auth.token.create", action("approveDevice")],
  ["what is declared by itself, and written", "none", post("const given = given; await db.update(things).set(given);"), THINGS],
  ["a device that is put on a list", "none", action("addDevice")],
  ["a change of address", "authentication user.update", action("changeEmail")],
  ["a draft of a mail", "none", action("updateEmailTemplate")],
  ["a team that is deleted", "data data.delete", action("deleteWorkspaceAction")],
  ["a team's picture", "none", action("deleteTeamLogo")],
  ["a team that is joined", "authorization user.role.change", action("joinOrganization")],
  ["a game that is joined", "none", action("joinGame")],
  ["an account that is let in", "admin admin.user_update", action("approveUser")],
  ["a comment that is let through", "none", action("approveComment")],
  ["a secret that is kept", "keys key.create", action("saveCredentials")],
  ["a draft that is kept", "none", action("saveDraft")],
  ["codes that stand for a second factor", "authentication auth.mfa.enable", action("generateBackupCodes")],
  ["a code of something else", "none", action("generateCouponCodes")],
  ["a passkey", "authentication auth.mfa.disable", action("deletePasskey")],
  ["what another service may do no longer", "configuration config.change", action("disconnectGoogleCalendar")],
  ["a socket", "none", action("disconnectSocket")],
  ["a balance that is filled", "billing billing.payment", post("await wallets.addWalletCredit(id, amount);"), THINGS],
  ["a list of what was spent", "none", post("await wallets.searchTransactions(id);"), THINGS],

  ["a route's end under DELETE", "data data.delete", answer("DELETE"), "app/api/workspaces/[id]/route.ts"],
  ["the same under PATCH", "none", answer("PATCH"), "app/api/workspaces/[id]/route.ts"],
  ["something below a team", "none", answer("DELETE"), "app/api/workspaces/[id]/boards/[boardId]/route.ts"],
  ["the settings of a team", "configuration config.change", answer("PATCH"), "app/api/org/settings/route.ts"],
  ["settings of somebody's own", "none", answer("PUT"), "app/api/settings/route.ts"],
  ["an address of an account", "authentication user.update", answer("PUT"), "app/api/account/email/route.ts"],
  ["an address of a draft", "none", answer("PUT"), "app/api/drafts/email/route.ts"],
  ["what moves a balance", "billing billing.payment", answer("POST"), "app/api/wallet/transactions/route.ts"],
  ["how a balance was moved", "none", answer("GET"), "app/api/wallet/transactions/route.ts"],
  ["how a payment stands", "none", answer("POST"), "app/api/check-payment-status/route.ts"],
  ["a payment's state that is set", "billing billing.payment", answer("POST"), "app/api/set-payment-status/route.ts"],
  ["members of a group", "authorization user.role.change", answer("DELETE"), "app/api/groups/[id]/members/[memberId]/route.ts"],
  ["users of a chat", "none", answer("DELETE"), "app/api/groups/[id]/users/[userId]/route.ts"],
  ["an invitation to the service", "authorization user.invite", answer("POST"), "app/api/invitations/route.ts"],
  ["an invitation to a feast", "none", answer("POST"), "app/api/feasts/[id]/invitations/route.ts"],
  ["a person who is let in", "admin admin.user_update", answer("POST"), "app/api/users/[id]/approve/route.ts"],
  ["a text that is let through", "none", answer("POST"), "app/api/texts/[id]/approve/route.ts"],
  ["people in bulk, of some kind", "data data.read", get(), "app/api/admin/premium-accounts/route.ts"],

  ["a deleted organisation", "data data.delete", post("await prisma.organization.delete({ where: { id } });"), THINGS],
  ["a deleted team of colleagues", "data data.delete", post("const { ownerId } = await prisma.team.delete({ where: { id, teamMembers: { some: { id } } } });"), THINGS],
  ["a deleted team of a league", "none", post("await prisma.team.delete({ where: { id } });"), THINGS],
  ["a balance that is written", "billing billing.payment", post("await prisma.wallet.update({ where: { id }, data: { balance } });"), THINGS],
  ["a wallet's name", "none", post("await prisma.wallet.update({ where: { id }, data: { label } });"), THINGS],
  ["an entry of a wallet", "billing billing.payment", post(`await supabase.from("wallet_transactions").insert({ amount });`), THINGS],
  ["an address that somebody proved", "authentication user.update", post("await prisma.user.update({ where: { id }, data: { emailVerified: new Date() } });"), THINGS],
  ["another address to sign in by", "authentication user.update", post("await prisma.user.update({ where: { id }, data: { email } });"), THINGS],
  ["the address of a lead", "none", post("await prisma.lead.update({ where: { id }, data: { email } });"), THINGS],
  ["a person who is asked for by an address", "none", post("await prisma.user.update({ where: { email }, data: { name } });"), THINGS],
  ["an invitation with a role", "authorization user.invite", post(`await supabase.from("invitations").insert({ email, role_to_assign: role });`), THINGS],
  ["an invitation without one", "none", post(`await supabase.from("invitations").insert({ email, seat });`), THINGS],
  ["a device's request that is granted", "authentication auth.token.create", post(`await prisma.deviceCode.update({ where: { code }, data: { status: "approved" } });`), THINGS],
  ["a device's request that was seen", "none", post("await prisma.deviceCode.update({ where: { code }, data: { seenAt } });"), THINGS],

  ["a role that is set on what is written", "authorization user.role.change", post("const changes = {}; if (body.role) changes.role = body.role; await db.update(users).set(changes).where(eq(users.id, id));"), THINGS],
  ["a name that is set on it", "none", post("const changes = {}; if (body.name) changes.name = body.name; await db.update(users).set(changes).where(eq(users.id, id));"), THINGS],
  ["a role that is set afterwards", "none", post("const changes = { name }; await db.update(users).set(changes).where(eq(users.id, id)); changes.role = body.role;"), THINGS],
  ["a role that a schema lets through", "authorization user.role.change", `const schema = z.object({ name: z.string(), role: z.string() });\n${post("const input = schema.parse(await request.json()); await db.update(users).set(input).where(eq(users.id, id));")}`, THINGS],
  ["a role in what a schema found", "authorization user.role.change", `const schema = z.object({ role: z.string() });\n${post("const parsed = schema.safeParse(await request.json()); await prisma.user.update({ where: { id }, data: parsed.data });")}`, THINGS],
  ["a schema without one", "none", `const schema = z.object({ name: z.string() });\n${post("const input = schema.parse(await request.json()); await db.update(users).set(input).where(eq(users.id, id));")}`, THINGS],
  ["a role in the schema of something else", "none", `const schema = z.object({ role: z.string() });\n${post("const input = schema.parse(await request.json()); await prisma.message.update({ where: { id }, data: input });")}`, THINGS],

  ["a link by which a refund is approved", "billing billing.refund", get("await refunds.approveRefund(id);"), THINGS],
  ["a link by which one is looked at", "none", get("await refunds.previewRefund(id);"), THINGS],
  ["the way back from another service", "configuration config.change", get(`await fetch(url, { body: new URLSearchParams({ code, grant_type: "authorization_code" }) });`), "app/api/mail/callback/route.ts"],
  ["a page that lists what grants there are", "none", get(`return Response.json({ grant_types_supported: ["authorization_code"] });`), "app/.well-known/oauth/route.ts"],
  ["a renewal", "none", get(`await fetch(url, { body: new URLSearchParams({ grant_type: "refresh_token" }) });`), "app/api/mail/callback/route.ts"],

  ["a branch for DELETE beside others", "authentication user.delete", pages(`if (req.method === "GET") { return res.json(await find()); } else if (req.method === "DELETE") { await gone(); return res.json({}); }`), "pages/api/users/[id].ts"],
  ["a case for it", "authentication user.delete", pages(`switch (req.method) { case "GET": return res.json(await find()); case "DELETE": return res.json(await gone()); }`), "pages/api/users/[id].ts"],
  ["branches for others alone", "none", pages(`if (req.method === "GET") { return res.json(await find()); } else if (req.method === "PUT") { return res.json(await put()); }`), "pages/api/users/[id].ts"],

  ["a stored procedure that deletes a user's things", "none", post(`await supabase.rpc("delete_user_batches", { id });`), THINGS],
  ["one that deletes the user", "authentication user.delete", post(`await supabase.rpc("delete_user_account", { id });`), THINGS],
];

describe.each(PARSERS)("acts on accounts ($parser)", ({ facts }) => {
  for (const [sentence, verdict, code, path = "app/actions.ts"] of ROWS) {
    test(`${sentence}: ${verdict}`, () => {
      const found = facts(code, path);
      const sensitivity = found.sensitivity(onlyHandler(found));
      expect(sensitivity ? `${sensitivity.category} ${sensitivity.event}` : "none").toBe(verdict);
    });
  }
});
