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
  ["an address among what an action's parameter may hold", "authentication user.update", `"use server";\nexport async function save(id: string, data: { email?: string; phone?: string }) {\nawait prisma.user.update({ where: { id }, data });\nreturn { success: true };\n}\n`, "app/people/actions.ts"],
  ["a parameter that holds a name alone", "none", `"use server";\nexport async function save(id: string, data: { name: string }) {\nawait prisma.user.update({ where: { id }, data });\nreturn { success: true };\n}\n`, "app/people/actions.ts"],
  ["a proved address, by the route that it is proved at", "authentication auth.verify_email", post("const user = await User.findOne({ code }); user.isEmailVerified = true; await user.save();"), "app/api/auth/verify-email/route.ts"],
  ["a role that a schema lets through", "authorization user.role.change", `const schema = z.object({ name: z.string(), role: z.string() });\n${post("const input = schema.parse(await request.json()); await db.update(users).set(input).where(eq(users.id, id));")}`, THINGS],
  ["a role in what a schema found", "authorization user.role.change", `const schema = z.object({ role: z.string() });\n${post("const parsed = schema.safeParse(await request.json()); await prisma.user.update({ where: { id }, data: parsed.data });")}`, THINGS],
  ["a schema without one", "none", `const schema = z.object({ name: z.string() });\n${post("const input = schema.parse(await request.json()); await db.update(users).set(input).where(eq(users.id, id));")}`, THINGS],
  ["a role in the schema of something else", "none", `const schema = z.object({ role: z.string() });\n${post("const input = schema.parse(await request.json()); await prisma.message.update({ where: { id }, data: input });")}`, THINGS],

  ["a role that a schema leaves out again", "none", `const schema = z.object({ name: z.string(), role: z.string() }).omit({ role: true });\n${post("const input = schema.parse(await request.json()); await db.update(users).set(input).where(eq(users.id, id));")}`, THINGS],
  ["a role that a schema is left with", "authorization user.role.change", `const schema = z.object({ name: z.string(), role: z.string() }).pick({ role: true }).strict();\n${post("const input = schema.parse(await request.json()); await db.update(users).set(input).where(eq(users.id, id));")}`, THINGS],
  ["somebody who is made an administrator", "authorization user.role.change", post(`await supabase.from("profiles").insert([{ id, role: "admin" }]);`), THINGS],
  ["somebody who is made what all are at first", "none", post(`await supabase.from("profiles").insert([{ id, role: "member" }]);`), THINGS],
  ["the administrators of a building, by what they are there", "none", post(`await supabase.from("contacts").insert([{ id, role: "admin" }]);`), THINGS],

  ["an assertion that another service signed", "authentication auth.login", post("const profile = await provider.processSAMLResponse(body);"), THINGS],
  ["the same by its old name", "authentication auth.login", post("const profile = await sp.post_assert(idp, { request_body: body });"), THINGS],
  ["metadata for that service", "none", post("const xml = await provider.buildSAMLMetadata(body);"), THINGS],
  ["where such an assertion is sent", "authentication auth.login", answer("POST"), "app/api/sso/saml/acs/route.ts"],
  ["what that service is told of this one", "none", answer("GET"), "app/api/sso/saml/metadata/route.ts"],

  ["somebody's data that are to be gone", "data data.delete", answer("POST"), "app/api/data-deletion/route.ts"],
  ["an erasure", "data data.delete", answer("POST"), "app/api/privacy/erasure/route.ts"],
  ["an eraser for pictures", "none", answer("POST"), "app/api/pictures/erase/route.ts"],
  ["somebody who is to be gone", "authentication user.delete", answer("POST"), "app/api/me/delete/route.ts"],
  ["a picture of theirs", "none", answer("POST"), "app/api/me/delete-picture/route.ts"],
  ["data of somebody's own", "data data.delete", answer("DELETE"), "app/api/me/data/route.ts"],
  ["data of a chart", "none", answer("DELETE"), "app/api/charts/data/route.ts"],

  ["a session that a module of sign-in ends", "authentication auth.token.revoke", `import { deleteSession } from "@/lib/session";\n${post("await deleteSession();")}`, THINGS],
  ["a session of a chat", "none", `import { deleteSession } from "@/lib/chat";\n${post("await deleteSession(id);")}`, THINGS],
  ["a session on the way out", "authentication auth.logout", `import { deleteSession } from "@/lib/session";\n${post("await deleteSession();")}`, "app/api/logout/route.ts"],
  ["a session that the request carries", "authentication auth.token.revoke", pages("req.session.destroy(() => res.json({}));"), "pages/api/things.ts"],
  ["a connection of another protocol", "none", pages("stream.session.destroy(); res.json({});"), "pages/api/things.ts"],
  ["sessions that a service revokes", "authentication auth.token.revoke", post("await sessionService.revokeAllFor(id);"), THINGS],
  ["sessions that a service lists", "none", post("await sessionService.all(id);"), THINGS],
  ["rows of sessions, where cookies are taken away", "authentication auth.token.revoke", post("await prisma.session.deleteMany({ where: { userId } }); cookies().delete(NAME);"), THINGS],
  ["rows of a course's sessions", "none", post("await prisma.session.deleteMany({ where: { courseId } });"), THINGS],

  ["credits that somebody spends", "billing billing.payment", post("await deductCredits(user.id, 5);"), THINGS],
  ["credits of a film", "none", post("await renderCredits(film.id, 5);"), THINGS],
  ["a service that keeps credits", "billing billing.payment", post("await creditService.deduct(user.id, 5);"), THINGS],
  ["one that reads them", "none", post("await creditService.balanceOf(user.id);"), THINGS],
  ["credits beside all else of somebody", "billing billing.payment", post("await prisma.user.update({ where: { id }, data: { credits: { decrement: 5 } } });"), THINGS],
  ["credits of a course", "none", post("await prisma.course.update({ where: { id }, data: { credits: 5 } });"), THINGS],
  ["a balance that MongoDB adds to", "billing billing.payment", post("await User.findByIdAndUpdate(id, { $inc: { balance: 5 } });"), THINGS],
  ["the visits of somebody, counted alike", "none", post("await User.findByIdAndUpdate(id, { $inc: { visits: 1 } });"), THINGS],
  ["a balance in somebody's own books", "none", post("await prisma.account.update({ where: { id }, data: { balance } });"), THINGS],
  ["an entry of what credits became", "billing billing.payment", post(`await supabase.from("credit_transactions").insert({ amount });`), THINGS],
  ["a stored procedure that takes credits", "billing billing.payment", post(`await supabase.rpc("deduct_credits", { amount });`), THINGS],
  ["one that tells how many there are", "none", post(`await supabase.rpc("get_credits", { id });`), THINGS],

  ["money that becomes another", "billing billing.payment", answer("POST"), "app/api/wallet/swap/route.ts"],
  ["what money would become", "none", answer("POST"), "app/api/wallet/swap/quote/route.ts"],
  ["what is looked over before it is paid with", "none", answer("POST"), "app/api/payment-methods/validate/card/route.ts"],
  ["whether a payment is good", "billing billing.payment", answer("POST"), "app/api/payment/validate/route.ts"],
  ["days off that are paid", "none", post(`await supabase.from("operator_time_off").update({ is_paid: isPaid }).eq("id", id);`), THINGS],
  ["an invoice that is paid", "billing billing.payment", post(`await supabase.from("invoices").update({ is_paid: isPaid }).eq("id", id);`), THINGS],
  ["what is to be paid out, and is", "billing billing.payout", action("executeWithdrawal")],
  ["a refund that comes to its end", "billing billing.refund", action("completeRefund")],
  ["a settlement that is paid", "billing billing.payment", action("markSettlementAsPaid")],
  ["a settlement that is looked through", "none", action("markSettlementAsRead")],
  ["by whom people are let in", "admin admin.providers", answer("PUT"), "app/api/admin/oauth/providers/[provider]/route.ts"],
  ["a look at them", "none", answer("GET"), "app/api/admin/oauth/providers/route.ts"],
  ["money that is taken out", "billing billing.payout", answer("POST"), "app/api/withdraw/route.ts"],
  ["coins that are taken out", "billing billing.payout", answer("POST"), "app/api/crypto/withdraw/route.ts"],
  ["an application that is taken back", "none", answer("POST"), "app/api/applications/[id]/withdraw/route.ts"],
  ["what somebody asks of their data", "data data.delete", answer("POST"), "app/api/dsar/requests/route.ts"],
  ["money that is charged", "billing billing.payment", action("createCharge")],
  ["a chart that is made", "none", action("createChart")],
  ["a picture of a wallet", "none", answer("POST"), "app/api/wallet/icon/route.ts"],
  ["people of another kind who are let in again", "admin admin.user_update", answer("POST"), "app/api/consultants/[id]/reactivate/route.ts"],
  ["a campaign that goes on", "none", answer("POST"), "app/api/campaigns/[id]/reactivate/route.ts"],

  ["a link by which a refund is approved", "billing billing.refund", get("await refunds.approveRefund(id);"), THINGS],
  ["a link by which one is looked at", "none", get("await refunds.previewRefund(id);"), THINGS],
  ["the way back from another service", "configuration config.change", get(`await fetch(url, { body: new URLSearchParams({ code, grant_type: "authorization_code" }) });`), "app/api/mail/callback/route.ts"],
  ["the way back, taken by a service", "configuration config.change", get("return Response.redirect(await service.handleGoogleOAuthCallback(code));"), "app/api/google/callback/route.ts"],
  ["the way back that opens a session", "authentication auth.login", get("const user = await exchange(code); await createSession(user); return Response.redirect(home);"), "app/api/google/callback/route.ts"],
  ["a session that is made on another page", "none", get("const user = await current(); await createSession(user); return Response.redirect(home);"), "app/api/google/page/route.ts"],
  ["what counts tokens of a text", "none", `export async function POST(request) { const { text } = await request.json(); return Response.json({ tokens: encode(text).length }); }`, "app/api/tokens/count/route.ts"],
  ["a callback of something else", "none", get("return Response.redirect(await service.handlePrintCallback(code));"), "app/api/google/callback/route.ts"],
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
