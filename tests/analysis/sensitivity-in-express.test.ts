/** What makes handlers of Express sensitive beside their own words: who is let in before them, and what they do to a document. */
import { describe, expect, test } from "vitest";
import { PARSERS } from "../support/parsers.js";
import { onlyHandler } from "./ask.js";

const APP = `import express from "express";\nconst app = express();\n`;

type Case = readonly [sentence: string, verdict: string | undefined, code: string];

const CONFIG = "configuration config.change lets in administrators alone";
const USERS = "admin admin.user_update lets in administrators alone";
const ACTION = "admin admin.action lets in administrators alone";
const save = `(req, res) => { keep(req.body); res.json({}); }`;

const BEHIND_ADMINS: readonly Case[] = [
  ["settings behind a guard by its name", CONFIG, `app.put("/settings/mail", requireAdmin, ${save});`],
  ["settings behind a guard that is told the role", CONFIG, `app.post("/settings", auth, authorize("admin"), ${save});`],
  ["settings behind a guard that is told a constant", CONFIG, `app.post("/settings", auth, role.check(ROLES.Admin), ${save});`],
  ["settings behind a guard that is told a list of roles", CONFIG, `app.post("/settings", restrictTo(["admin", "superadmin"]), ${save});`],
  ["settings behind a list of guards", CONFIG, `app.post("/settings", [signedIn, isAdmin], ${save});`],
  ["settings inside a guard", CONFIG, `app.post("/settings", withAdmin(${save}));`],
  ["settings behind a guard of the router", CONFIG, `app.use(requireAdmin);\napp.post("/settings", ${save});`],
  ["people behind a guard", USERS, `app.put("/customers/:id", adminAuth, ${save});`],
  ["rights and money behind a guard", ACTION, `app.post("/pricing", requireAdmin, ${save});`],
  ["settings behind a guard for others, too", undefined, `app.post("/settings", authorize("admin", "editor"), ${save});`],
  ["settings behind a guard for oneself, too", undefined, `app.post("/settings", isAdminOrSelf, ${save});`],
  ["settings behind a guard of everybody", undefined, `app.post("/settings", requireUser, ${save});`],
  ["settings behind a guard that is told what the file cannot tell", undefined, `app.post("/settings", authorize(allowed), ${save});`],
  ["settings behind middleware that is called admin, and nothing else", CONFIG, `app.put("/settings/mail", auth, admin, ${save});`],
  ["settings behind a list with such a guard", CONFIG, `app.put("/settings/mail", [auth, isAdmin], ${save});`],
  ["settings behind a list without one", undefined, `app.put("/settings/mail", [auth, limit], ${save});`],
  ["settings behind a check of two roles of administrators", CONFIG, `app.put("/settings/mail", authorize(["admin", ROLES.SuperAdmin]), ${save});`],
  ["settings behind a check that lets in others, too", undefined, `app.put("/settings/mail", authorize(["admin", "editor"]), ${save});`],
  ["settings behind a check of a role that the file does not tell", undefined, `app.put("/settings/mail", authorize(minimum), ${save});`],
  ["settings behind a check of no role", undefined, `app.put("/settings/mail", authorize(), ${save});`],
  ["settings behind what only looks for the administrators' page", undefined, `app.put("/settings/mail", adminPage, ${save});`],
  ["settings before the guard of the router", undefined, `app.post("/settings", ${save});\napp.use(requireAdmin);`],
  ["settings behind a log of what administrators do", undefined, `app.post("/settings", adminActivityLog, ${save});`],
  ["settings that are looked at", undefined, `app.get("/settings", requireAdmin, ${save});`],
  ["settings that are tried out", undefined, `app.post("/settings/mail/test", requireAdmin, ${save});`],
  ["a job of the settings that is run", undefined, `app.post("/settings/jobs/:id/run", requireAdmin, ${save});`],
  ["goods behind a guard", undefined, `app.put("/colours/:id", requireAdmin, ${save});`],
  ["something of somebody's behind a guard", undefined, `app.delete("/customers/ratings/stars/:id", requireAdmin, ${save});`],
];

const DONE: readonly Case[] = [
  ["somebody who is made and kept", "authentication user.create writes password", `app.post("/people", async (req, res) => { const person = new User({ email, password }); await person.save(); res.json({}); });`],
  ["something that is made and kept", undefined, `app.post("/people", async (req, res) => { const order = new Order({ item, role }); await order.save(); res.json({}); });`],
  ["a role that a new document begins with", undefined, `app.post("/people", async (req, res) => { const person = new User({ email, role: "reader" }); await person.save(); res.json({}); });`],
  ["fields that are assigned together", "authorization user.role.change writes permissions", `app.put("/people/:id", async (req, res) => { const user = await users.findOne(req.params.id); Object.assign(user, { name, permissions: req.body.permissions }); await users.save(user); res.json({}); });`],
  ["harmless fields that are assigned together", undefined, `app.put("/people/:id", async (req, res) => { const user = await users.findOne(req.params.id); Object.assign(user, { name }); await users.save(user); res.json({}); });`],
  ["a hash of a password in a table of any name", "authentication user.create writes to agencies", `app.post("/agencies", async (req, res) => { await supabase.from("agencies").insert({ name, password_hash: hash }); res.json({}); });`],
  ["a password of a thing", undefined, `app.post("/rooms", async (req, res) => { await supabase.from("rooms").insert({ name, password }); res.json({}); });`],
  ["a user of Firebase through a module of the project", "admin admin.user_update calls auth.updateUser", `import admin from "./config/firebase-admin";\nconst auth = admin.auth();\napp.put("/people/:id", async (req, res) => { await auth.updateUser(req.params.id, req.body); res.json({}); });`],
  ["a client of something else", undefined, `import admin from "./config/forum";\nconst auth = admin.auth();\napp.put("/people/:id", async (req, res) => { await auth.updateUser(req.params.id, req.body); res.json({}); });`],
  ["an order of a payment service whose client is made per tenant", "billing billing.payment calls razorpay.orders.create", `app.post("/things", async (req, res) => { const razorpay = await clientOf(req.tenant); res.json(await razorpay.orders.create({ amount })); });`],
  ["an order of the shop", undefined, `app.post("/things", async (req, res) => { const shop = await shopOf(req.tenant); res.json(await shop.orders.create({ amount })); });`],
  ["a sign-out behind a link", "authentication auth.logout route /logout", `app.get("/logout", (req, res) => { res.clearCookie("sid"); res.redirect("/"); });`],
  ["a session that ends behind a link", "authentication auth.logout route /auth/sign-out", `app.get("/auth/sign-out", (req, res) => { req.session.destroy(() => res.redirect("/")); });`],
  ["a page that says goodbye", undefined, `app.get("/logout", (req, res) => { res.render("goodbye"); });`],
];

const GATED: readonly Case[] = [
  ["settings for those above a rank", ACTION, `app.patch("/settings", (req, res) => { if (!req.user.isAdminOrUp) return res.sendStatus(403); keep(req.body); res.json({}); });`],
  ["a cache that is emptied", undefined, `app.post("/cache/purge", (req, res) => { if (!req.user.isAdmin) return res.sendStatus(403); empty(); res.json({}); });`],
  ["things that are put into another order", undefined, `app.post("/shelves/order", (req, res) => { if (!req.user.isAdmin) return res.sendStatus(403); sort(); res.json({}); });`],
];

describe.each(PARSERS)("sensitivity in Express ($parser)", ({ facts }) => {
  test.each([...BEHIND_ADMINS, ...DONE, ...GATED].map(([sentence, ...row]) => ({ sentence, row })))("$sentence", ({ row: [expected, code] }) => {
    const imports = code.split("\n").filter((line) => line.startsWith("import "));
    const rest = code.split("\n").filter((line) => !line.startsWith("import "));
    const found = facts([...imports, APP, ...rest].join("\n"), "src/app.ts");
    const sensitivity = found.sensitivity(onlyHandler(found));
    expect(sensitivity && `${sensitivity.category} ${sensitivity.event} ${sensitivity.evidence}`).toBe(expected);
  });
});
