/** Words of routes and names that stand beside what is done there, each row beside the act that it could be taken for. */
import { describe, expect, test } from "vitest";
import { PARSERS } from "../support/parsers.js";
import { onlyHandler } from "./ask.js";

type Row = readonly [sentence: string, verdict: string, code: string, path?: string | undefined];

const THINGS = "app/api/things/route.ts";
const CONTROL = "src/controllers/things.js";
const post = (body = "await run();"): string => `export async function POST(request) {\n${body}\nreturn Response.json({});\n}\n`;
const get = (body: string): string => `export async function GET(request) {\n${body}\nreturn Response.json({});\n}\n`;
const answer = (method: string): string => `export async function ${method}(request) {\nawait run();\nreturn Response.json({});\n}\n`;
const mounted = (route: string, name: string): string => `const ${name} = async (req, res) => {\nawait rooms.${name}(req.params.id);\nres.json({});\n};\nrouter.delete("${route}", ${name});\n`;
const at = (route: string): string => `app/api/${route}/route.ts`;

const ROWS: readonly Row[] = [
  ["a mail of a payment that failed", "none", post(), at("send-payment-failed-email")],
  ["whether a mail tells of a refund", "none", post(), at("notices/refund-email-toggle")],
  ["a welcome to a subscription", "none", post(), at("send-subscription-welcome")],
  ["reminders of what is due", "none", post(), at("billing/renewal-reminders")],
  ["an address that invoices are mailed to", "billing billing.change", answer("PUT"), at("billing/email")],
  ["word of a payment, sent once more", "none", post(), at("payments/[id]/resend-confirmation")],
  ["a payment, made once more", "billing billing.payment", post(), at("payments/[id]/retry")],
  ["a picture of oneself", "none", post(), at("auth/me/profile-picture")],
  ["a word to whoever administers", "none", post(), at("admin/notify-owner-on-signup")],
  ["what somebody has achieved", "none", post(), at("admin/achievements")],
  ["whose it is that was achieved", "admin admin.achievement_users", post(), at("admin/achievement-users")],
  ["what a ticket is closed for", "none", answer("DELETE"), at("admin/cancel-reasons")],
  ["what is advertised", "none", post(), at("admin/social/campaigns")],
  ["an act that is given a reason", "admin admin.suspend", post(), at("admin/sellers/suspend")],
  ["who lets somebody sign up", "authentication auth.register", post(), at("admin/approve-signup")],
  ["what teachers may do as well", "none", post(`if (user.role !== "TEACHER" && user.role !== "ADMIN") return no(403); await run();`), at("teacher-classes")],
  ["what only administrators may do", "admin admin.action", post(`if (user.role !== "SUPERADMIN" && user.role !== "ADMIN") return no(403); await run();`), at("teacher-classes")],
  ["a payment that is sent", "billing billing.payment", post(), at("send-payment")],
  ["what a payment is called", "none", answer("PATCH"), at("payments/[id]/description")],
  ["a column of a page to pay", "none", post(), at("payment-links/[id]/edit/reporting-column")],
  ["what is to be paid", "billing billing.payment", answer("PATCH"), at("payments/[id]/amount")],
  ["a page to pay that is gone", "billing billing.payment", post(), at("payment-links/[id]/delete")],
  ["the country that a form begins with", "none", post(), at("settings/default-billing-address-country")],
  ["how money is to come in, before anything does", "none", post(), at("go-live/choose-how-to-process-payments")],
  ["the country of a payment's form", "none", post(), at("card-payments/default-country")],
  ["a code of a sign-up, once more", "none", post(), at("register/resend-code")],
  ["a code of a second factor, once more", "none", post(), at("two-factor/resend")],
  ["a code to sign in by, once more", "authentication auth.resend_otp", post(), at("auth/resend-otp")],
  ["a table that is asked for", "data data.export", get("return downloadCsv(search, name);"), THINGS],
  ["a table that is looked for", "none", get("return findCsv(search, name);"), THINGS],
  ["views that are made anew", "none", post(), at("admin/rebuild-views")],
  ["rights that are made anew", "admin admin.rebuild_access", post(), at("admin/rebuild-access")],
  ["where somebody is billed", "billing billing.change", answer("PUT"), at("billing-address")],
  ["a note that gives money back", "billing billing.refund", post(), at("admin/issue-credit-note")],
  ["notes that give money back, of no administrator", "billing billing.refund", post(), at("credit-notes")],
  ["a note of an administrator", "none", post(), at("admin/issue-note")],
  ["notes that are looked at", "none", answer("GET"), at("credit-notes")],
  ["a coupon that is redeemed", "billing billing.payment", post(), at("coupon/redeem")],
  ["a coupon that is looked at", "none", post(), at("coupon/validate")],
  ["a summary that is mailed once more", "none", post(), at("admin/run-weekly-digest")],
  ["whose summary it is", "admin admin.digest_users", post(), at("admin/digest-users")],
  ["where deliveries go", "configuration config.change", post(), at("admin/webhooks/outgoing")],
  ["deliveries that go out", "none", post(), at("webhooks/deliver-outgoing")],
  ["where deliveries go, as a list", "none", answer("GET"), at("webhooks/outgoing")],
  ["who leaves a chat", "none", mounted("/chat/rooms/:id/members/:memberId", "removeMember"), CONTROL],
  ["who leaves a team", "authorization user.role.change", mounted("/teams/:id/members/:memberId", "removeMember"), CONTROL],
  ["who may do more in a chat", "authorization user.role.change", mounted("/chat/rooms/:id/members/:memberId", "updateMemberRole"), CONTROL],
  ["a link of one's own, signed until a time", "none", post("if (!verifyDraftSignature(id, exp, sig)) return no();"), at("drafts/[id]/again")],
  ["a delivery, signed", "webhook webhook.verify", post("if (!verifyDraftSignature(body, sig, secret)) return no();"), at("drafts/[id]/again")],
  ["an address that is proved by a link", "authentication user.update", get("await verifyEmailToken(token);"), THINGS],
  ["an address that is proved by what a function is given", "authentication user.update", post("await verifyEmailHash(token);"), THINGS],
  ["an address that can be written to", "none", post("await verifyEmail(address);"), THINGS],
  ["an account that money goes out to", "billing billing.change", post("const account = await stripe.accounts.create({ type: \"express\" });"), THINGS],
  ["an account of a ledger", "none", post("const account = await ledger.accounts.create({ type: \"asset\" });"), THINGS],
];

describe.each(PARSERS)("words beside acts ($parser)", ({ facts }) => {
  for (const [sentence, verdict, code, path = THINGS] of ROWS) {
    test(`${sentence}: ${verdict}`, () => {
      const found = facts(code, path);
      const sensitivity = found.sensitivity(onlyHandler(found));
      expect(sensitivity ? `${sensitivity.category} ${sensitivity.event}` : "none").toBe(verdict);
    });
  }
});
