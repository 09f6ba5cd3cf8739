/** One row an operation: what a neutral handler that does it is taken for. */
import { describe, expect, test } from "vitest";
import { PARSERS } from "../support/parsers.js";
import { onlyHandler } from "./ask.js";

const DENY = `return new Response(null, { status: 403 });`;

type Row = readonly [body: string, verdict: string, head?: string | undefined];

const AUTHENTICATION: readonly Row[] = [
  ["await supabase.auth.signInWithPassword({ email, password });", "authentication auth.login"],
  ["await supabase.auth.signInWithOtp({ email });", "authentication auth.login"],
  [`await supabase.auth.signInWithOAuth({ provider: "github" });`, "authentication auth.login"],
  ["await supabase.auth.verifyOtp({ token });", "authentication auth.login"],
  ["await supabase.auth.exchangeCodeForSession(code);", "authentication auth.login"],
  ["await supabase.auth.signUp({ email, password });", "authentication auth.register"],
  ["await supabase.auth.signOut();", "authentication auth.logout"],
  ["await supabase.auth.resetPasswordForEmail(email);", "authentication auth.password_reset.request"],
  ["await supabase.auth.updateUser({ password });", "authentication auth.password.change"],
  [`await supabase.auth.mfa.enroll({ factorType: "totp" });`, "authentication auth.mfa.enable"],
  ["await supabase.auth.mfa.verify({ factorId, code });", "authentication auth.mfa.verify"],
  ["await signInWithEmailAndPassword(auth, email, password);", "authentication auth.login", `import { signInWithEmailAndPassword } from "firebase/auth";`],
  ["await createUserWithEmailAndPassword(auth, email, password);", "authentication auth.register", `import { createUserWithEmailAndPassword } from "firebase/auth";`],
  ["await admin.auth().createSessionCookie(idToken, options);", "authentication auth.login", `import admin from "firebase-admin";`],
  ["await getAuth().createCustomToken(uid);", "authentication auth.token.create", `import { getAuth } from "firebase-admin/auth";`],
  ["await getAuth().revokeRefreshTokens(uid);", "authentication auth.token.revoke", `import { getAuth } from "firebase-admin/auth";`],
  ["await getAuth().generatePasswordResetLink(email);", "authentication auth.password_reset.request", `import { getAuth } from "firebase-admin/auth";`],
  ["await auth.api.signInEmail({ body });", "authentication auth.login"],
  ["await auth.api.signUpEmail({ body });", "authentication auth.register"],
  ["await auth.api.signOut({ headers });", "authentication auth.logout"],
  ["await auth.api.requestPasswordReset({ body });", "authentication auth.password_reset.request"],
  ["await auth.api.resetPassword({ body });", "authentication auth.password_reset.complete"],
  ["await auth.api.changePassword({ body });", "authentication auth.password.change"],
  [`await signIn("credentials", data);`, "authentication auth.login", `import { signIn } from "@/auth";`],
  ["await signOut();", "authentication auth.logout", `import { signOut } from "next-auth/react";`],
  ["return handleLogin(request, {});", "authentication auth.login", `import { handleLogin } from "@auth0/nextjs-auth0";`],
  ["await auth0.oauth.passwordGrant({ username, password });", "authentication auth.login"],
  [`passport.authenticate("local", done)(request);`, "authentication auth.login"],
  ["await new Promise((done) => req.logIn(user, done));", "authentication auth.login"],
  ["req.logout(done);", "authentication auth.logout"],
  ["await lucia.createSession(id, {});", "authentication auth.login"],
  ["await lucia.invalidateSession(id);", "authentication auth.logout"],
  ["await verifyAuthenticationResponse({ response });", "authentication auth.login", `import { verifyAuthenticationResponse } from "@simplewebauthn/server";`],
  ["await verifyRegistrationResponse({ response });", "authentication auth.mfa.enable", `import { verifyRegistrationResponse } from "@simplewebauthn/server";`],
  ["await bcrypt.compare(given, kept);", "authentication auth.login"],
  ["await compare(given, kept);", "authentication auth.login", `import { compare } from "bcryptjs";`],
  ["compareSync(given, kept);", "authentication auth.login", `const { compareSync } = require("bcrypt");`],
  ["await argon2.verify(kept, given);", "authentication auth.login"],
  ["await verify(kept, given);", "authentication auth.login", `import { verify } from "@node-rs/argon2";`],
  ["await Bun.password.verify(given, kept);", "authentication auth.login"],
  ["speakeasy.totp.verify({ secret, token });", "authentication auth.mfa.verify", `import speakeasy from "speakeasy";`],
  ["authenticator.verify({ token, secret });", "authentication auth.mfa.verify", `import { authenticator } from "otplib";`],
  ["jwt.sign({ sub: id }, key);", "authentication auth.token.create", `import jwt from "jsonwebtoken";`],
  ["sign({ sub: id }, key);", "authentication auth.token.create", `import { sign } from "jsonwebtoken";`],
  [`await new SignJWT({ sub }).setProtectedHeader({ alg: "HS256" }).sign(key);`, "authentication auth.token.create", `import { SignJWT } from "jose";`],
];

const USERS: readonly Row[] = [
  ["await supabaseAdmin.auth.admin.createUser({ email });", "admin user.create"],
  ["await supabaseAdmin.auth.admin.inviteUserByEmail(email);", "admin user.create"],
  ["await supabaseAdmin.auth.admin.deleteUser(id);", "admin user.delete"],
  ["await supabaseAdmin.auth.admin.updateUserById(id, { ban_duration });", "admin admin.user_update"],
  [`await supabaseAdmin.auth.admin.generateLink({ type: "recovery" });`, "admin admin.user_update"],
  ["await clerkClient.users.createUser({});", "admin user.create"],
  ["const client = await clerkClient(); await client.users.banUser(id);", "admin admin.user_update", `import { clerkClient } from "@clerk/nextjs/server";`],
  ["await clerkClient.users.deleteUser(id);", "authentication user.delete"],
  ["await clerkClient.users.updateUserMetadata(id, { publicMetadata: { role } });", "authorization user.role.change", `import { clerkClient } from "@clerk/nextjs/server";`],
  ["await clerkClient.organizations.updateOrganizationMembership({ userId, role });", "authorization user.role.change"],
  ["await getAuth().setCustomUserClaims(uid, { admin: true });", "authorization user.role.change"],
  ["await getAuth().updateUser(uid, { disabled: true });", "admin admin.user_update", `import { getAuth } from "firebase-admin/auth";`],
  ["await admin.auth().deleteUser(uid);", "authentication user.delete"],
  ["await auth.api.setRole({ body });", "authorization user.role.change"],
  ["await auth.api.banUser({ body });", "admin admin.user_update"],
  ["await auth.api.impersonateUser({ body });", "admin user.impersonate"],
  ["await management.users.assignRoles({ id }, { roles });", "authorization user.role.change"],
  ["await prisma.user.delete({ where: { id } });", "authentication user.delete"],
  ["await User.findByIdAndDelete(id);", "authentication user.delete"],
  ["await userRepository.delete(id);", "authentication user.delete"],
  ["await db.delete(users).where(eq(users.id, id));", "authentication user.delete"],
  [`await knex("users").where({ id }).del();`, "authentication user.delete"],
  [`await supabase.from("users").delete().eq("id", id);`, "authentication user.delete"],
  [`await db.deleteFrom("users").where("id", "=", id).execute();`, "authentication user.delete"],
  ["await user.destroy();", "authentication user.delete"],
  [`await pool.query("DELETE FROM users WHERE id = $1", [id]);`, "authentication user.delete"],
  ["await sql`delete from users where id = ${id}`;", "authentication user.delete"],
];

const ROLES: readonly Row[] = [
  ["await prisma.user.update({ where: { id }, data: { role } });", "authorization user.role.change"],
  [`await prisma.user.update({ where: { id }, data: { role: "user" } });`, "authorization user.role.change"],
  ["await prisma.membership.upsert({ where: { id }, create: { id }, update: { role } });", "authorization user.role.change"],
  ["await db.update(users).set({ isAdmin: true }).where(eq(users.id, id));", "authorization user.role.change"],
  ["await User.updateOne({ _id: id }, { $set: { roles } });", "authorization user.role.change"],
  ["await User.findByIdAndUpdate(id, { role });", "authorization user.role.change"],
  ["await User.update({ role }, { where: { id } });", "authorization user.role.change"],
  [`await knex("users").where({ id }).update({ role });`, "authorization user.role.change"],
  ["await userRepository.update(id, { role });", "authorization user.role.change"],
  [`await supabase.from("profiles").update({ role }).eq("id", id);`, "authorization user.role.change"],
  [`await supabase.from("user_roles").insert({ user_id, role });`, "authorization user.role.change"],
  [`await db.updateTable("users").set({ role }).where("id", "=", id).execute();`, "authorization user.role.change"],
  [`await pool.query("UPDATE users SET role = $1 WHERE id = $2", [role, id]);`, "authorization user.role.change"],
  ["await sql`update users set name = ${name}, is_admin = true where id = ${id}`;", "authorization user.role.change"],
  [`await updateDoc(doc(db, "users", id), { role });`, "authorization user.role.change"],
  ["const user = await User.findById(id); user.role = body.role; await user.save();", "authorization user.role.change"],
  ["const found = await User.findOne({ where: { id } }); found.isAdmin = true; await found.save();", "authorization user.role.change"],
  ["const member = await load(id); member.permissions.push(right); await member.save();", "authorization user.role.change"],
  ["const user = await User.findById(id); user.set({ role: body.role }); await user.save();", "authorization user.role.change"],
  [`const user = await User.findById(id); user.set("role", body.role); await user.save();`, "authorization user.role.change"],
  ["const user = await users.findOneBy({ id }); user.role = body.role; await userRepository.save(user);", "authorization user.role.change"],
  ["const user = await User.findById(id); user.password = await hash(body.password); await user.save();", "authentication auth.password.change"],
  ["const admin = await AdminUser.findById(id); admin.password_hash = hashed; admin.updatedAt = now; await admin.save();", "authentication auth.password.change"],
  ["const user = await User.findById(id); user.twoFactorEnabled = false; await user.save();", "authentication auth.mfa.disable"],
  ["const user = await User.findById(id); user.mfaEnabled = true; await user.save();", "authentication auth.mfa.enable"],
  ["await updateTeamMember(id, { role });", "authorization user.role.change"],
  ["await prisma.teamMember.create({ data: { userId, teamId } });", "authorization user.role.change"],
  ["await prisma.membership.delete({ where: { id } });", "authorization user.role.change"],
  ["await prisma.invitation.create({ data: { email, orgId } });", "none"],
  ["await db.insert(permissions).values({ userId, permission });", "authorization user.role.change"],
  ["await prisma.permission.delete({ where: { id } });", "none"],
  [`await supabase.rpc("admin_set_quota", { p_user: id });`, "admin admin.set_quota"],
  [`await supabase.rpc("assign_role", { p_user: id, p_role: role });`, "authorization user.role.change"],
  [`await client.schema("private").rpc("delete_account", { id });`, "authentication user.delete"],
  ["await db.insert(orgInvitations).values({ email });", "authorization user.invite"],
];

const MONEY: readonly Row[] = [
  ["await stripe.refunds.create({ charge });", "billing billing.refund"],
  ["await stripe.paymentIntents.create({});", "billing billing.payment"],
  ["await stripe.paymentIntents.confirm(id);", "billing billing.payment"],
  ["await stripe.payouts.create({});", "billing billing.payout"],
  ["await stripe.invoices.pay(id);", "billing billing.payment"],
  ["await stripe.subscriptions.cancel(id);", "billing billing.subscription"],
  ["await stripe.subscriptionItems.update(id, {});", "billing billing.subscription"],
  ["await stripe.checkout.sessions.create({});", "billing billing.checkout"],
  ["await stripe.billingPortal.sessions.create({});", "billing billing.change"],
  ["new paypal.orders.OrdersCaptureRequest(id);", "billing billing.payment"],
  ["await ordersController.captureOrder({ id });", "billing billing.payment"],
  ["await paddle.subscriptions.pause(id);", "billing billing.subscription"],
  [`await paddle.adjustments.create({ action: "refund" });`, "billing billing.refund"],
  ["await createCheckout(store, variant, {});", "billing billing.checkout", `import { createCheckout } from "@lemonsqueezy/lemonsqueezy.js";`],
  ["await cancelSubscription(id);", "billing billing.subscription", `import { cancelSubscription } from "@lemonsqueezy/lemonsqueezy.js";`],
  ["await razorpay.orders.create({});", "billing billing.payment", `import Razorpay from "razorpay"; const razorpay = new Razorpay({});`],
  ["await prisma.team.update({ where: { id }, data: { planName } });", "billing billing.subscription"],
  [`await supabase.from("profiles").update({ plan }).eq("id", id);`, "billing billing.subscription"],
];

const REST: readonly Row[] = [
  ["await createApiKey(user);", "keys key.create"],
  ["await prisma.apiKey.create({ data: { hash } });", "keys key.create"],
  ["await db.delete(apiKeys).where(eq(apiKeys.id, id));", "keys key.revoke"],
  [`const apiKey = crypto.randomBytes(32).toString("hex"); await prisma.project.update({ where: { id }, data: { apiKey } });`, "keys key.create"],
  ["await unkey.keys.create({ apiId });", "keys key.create"],
  ["await iam.send(new CreateAccessKeyCommand({}));", "keys key.create"],
  [`crypto.generateKeyPairSync("rsa", {});`, "keys key.create"],
  ["const csv = stringify(rows);", "data data.export", `import { stringify } from "csv-stringify/sync";`],
  ["const csv = Papa.unparse(rows);", "data data.export", `import Papa from "papaparse";`],
  ["const csv = new Parser({}).parse(rows);", "data data.export", `import { Parser } from "json2csv";`],
  ["await workbook.xlsx.writeBuffer();", "data data.export"],
  [`headers.set("Content-Disposition", 'attachment; filename="users.csv"');`, "data data.export"],
  ["await s3.send(new DeleteBucketCommand({ Bucket }));", "data data.delete"],
  [`await supabase.storage.emptyBucket("files");`, "data data.delete"],
  ["await users.validatePassword(user, password);", "authentication auth.login"],
  ["users.validatePassword(password);", "none"],
  ["stripe.webhooks.constructEvent(body, signature, secret);", "webhook webhook.verify"],
  ["wh.verify(body, headers);", "webhook webhook.verify", `import { Webhook } from "svix"; const wh = new Webhook(secret);`],
  ["crypto.timingSafeEqual(expected, Buffer.from(signature));", "webhook webhook.verify"],
  ["await verifyWebhook(request);", "webhook webhook.verify", `import { verifyWebhook } from "@clerk/nextjs/webhooks";`],
  ["if (!verifyGithubSignature(body, header)) {}", "webhook webhook.verify"],
  ["const result = await client.callTool({ name, arguments: args });", "ai ai.tool_call"],
  ["streamText({ model, tools: { cancel: tool({ execute: async ({ id }) => prisma.order.delete({ where: { id } }) }) } });", "ai ai.tool_call"],
  ["const result = await tools[name].execute(args);", "ai ai.tool_call"],
  ["const result = await agentTools[call.name].run(args);", "ai ai.tool_call"],
  ["streamText({ model, tools: { generateCoupon: tool({ execute: async ({ percent }) => coupons.next(percent) }) } });", "ai ai.tool_call"],
  ["const shop = { pay: tool({ execute: charge }) }; streamText({ model, tools: { ...shop } });", "ai ai.tool_call"],
  ["await sso.updateConnection({ tenant });", "configuration config.change"],
  ["await workos.sso.deleteConnection(id);", "configuration config.change"],
  ["await dsync.directories.create({ tenant });", "configuration config.change"],
  ["const user = await createUser(req.body);", "admin user.create"],
  ["await oauthController.samlResponse({ SAMLResponse });", "authentication auth.login"],
  ["await prisma.featureFlag.update({ where: { key }, data: { on } });", "configuration config.change"],
  [`await supabase.from("system_settings").update({ value }).eq("key", key);`, "configuration config.change"],
];

const HARMLESS: readonly (readonly [sentence: string, body: string, head?: string])[] = [
  ["a person who is let in by the address that was confirmed", "await prisma.user.update({ where: { id }, data: { isActive: true } });"],
  ["a post that is blocked", "await prisma.post.update({ where: { id }, data: { blocked: true } });"],
  ["a user that is there already", "const user = await User.findById(id); if (user.isBlocked) return; user.seenAt = now; await user.save();"],
  ["an invitation to a party", "await createInvitation({ eventId, email });"],
  ["what an administrator sees more of", `if (user.role !== "admin") query.own = true; await run();`],
  ["the plan of a journey", "await updateJourney(id, { plan });"],
  ["a table to fill in", `headers.set("Content-Disposition", 'attachment; filename="parts-template.csv"');`],
  ["a link to a payment", "await billing.createPaymentLink(order);"],
  ["a subscription to a topic", "await pubsub.topic.createSubscription(name);"],
  ["a password that is typed twice", "if (password !== confirmPassword) return deny(); if (body.password !== body.confirmPassword) return deny();"],
  ["two passwords that were both sent", "if (password === oldPassword) return deny();"],
  ["a code that is compared with none", `if (user.otp === null || user.otp === "" || !otp) return deny();`],
  ["the hash of a file", "if (fileHash !== upload.hash) return deny();"],
  ["a country's code", "if (country.code === code) await pick(country);"],
  ["a guard that compares a key", "await guard(request);", "async function guard(request) { if (!(await bcrypt.compare(request.key, kept))) throw new Error(); }"],
  ["a function of the file that only reads", "const all = await load(id);", "async function load(id) { return prisma.teamMember.findMany({ where: { id } }); }"],
  ["a session of training", "await prisma.session.create({ data: { title, room } });"],
  ["a session that was seen", "await prisma.userSession.update({ where: { id }, data: { lastSeen: now } });"],
  ["a token of a device", `await supabase.from("push_tokens").upsert({ user_id, token });`],
  ["tokens that are renewed", `await supabase.from("calendar_links").update({ access_token, expires_at }).eq("id", id);`],
  ["an order that nobody has paid", `await prisma.order.update({ where: { id }, data: { paymentStatus: "pending", paidAt: null } });`],
  ["an order that is placed", `await prisma.order.create({ data: { total, paymentStatus: status } });`],
  ["a person of whom a list is kept", "await Contact.create({ email, name });"],
  ["the password of a room", "await prisma.room.update({ where: { id }, data: { password } });"],
  ["a member of a family", `await supabase.from("family_group_members").insert({ name });`],
  ["the role of a post", "await prisma.post.update({ where: { id }, data: { role } });"],
  ["the role of a post that is saved", "const post = await Post.findById(id); post.role = body.role; await post.save();"],
  ["a role that is read from a document that is saved", "const user = await User.findById(id); if (user.role) user.name = body.name; await user.save();"],
  ["a role that a person gets on the first visit", `await prisma.user.upsert({ where: { id }, update: { name }, create: { id, name, role: "member" } });`],
  ["a role that is set and never saved", "const user = await User.findById(id); user.role = body.role; await send(user);"],
  ["a document that is made with its role", "const user = new User({ email, role }); await user.save();"],
  ["a role that is set once the document is saved", "const user = await User.findById(id); await user.save(); user.role = rank;"],
  ["the role of a message", `await prisma.message.create({ data: { role: "user", text } });`],
  ["the role of a chat message", `await openai.chat.completions.create({ messages: [{ role: "user", content }] });`],
  ["a chat message that is kept", `await updateConversation(id, { messages: [{ role: "assistant", content }] });`],
  ["a role that is read", "const { role } = await prisma.user.findUnique({ where: { id }, select: { role: true } });"],
  ["a role that rows are chosen by", "await prisma.user.updateMany({ where: { role }, data: { name } });"],
  ["a role that a person gets on being made", "await prisma.user.create({ data: { email, role } });"],
  ["a list of rights that is nobody's", "await db.insert(permissions).values({ name });"],
  ["a procedure that checks for an administrator", `await supabase.rpc("is_admin", { uid });`],
  ["a procedure of the administrator that reads", `await supabase.rpc("admin_get_stats");`],
  ["a procedure that registers something else", `await supabase.rpc("register_device", { id });`],
  ["a procedure that is named by a value", `await supabase.rpc(name, { id });`],
  ["an rpc of something else", `rpc("admin_set_quota");`],
  ["tools that only look", "streamText({ model, tools: { getAccount: tool({ execute: async () => find() }), weather: tool({ execute: sky }) } });"],
  ["a connection to a database", "const connection = await mysql.createConnection({ host });"],
  ["a list of directories", "const all = await dsync.directories.list();"],
  ["a tool that is called by its name", "await tools.weather.execute(args);"],
  ["something of a list that is run", "await jobs[name].run(args);"],
  ["a salt", "await bcrypt.genSalt(10);"],
  ["a hash", "await bcrypt.hash(password, 10);"],
  ["a token that is decoded", "jwt.decode(token);", `import jwt from "jsonwebtoken";`],
  ["a token that every request shows", "jwt.verify(token, key);", `import jwt from "jsonwebtoken";`],
  ["an identity that every request shows", "await getAuth().verifyIdToken(token);", `import { getAuth } from "firebase-admin/auth";`],
  ["a guard of Passport", `passport.authenticate("jwt", { session: false })(request);`],
  ["a session that is looked up", "await lucia.validateSession(id); await supabase.auth.getUser(); await auth.api.getSession({ headers });"],
  ["a user's own metadata", "await clerkClient.users.updateUserMetadata(id, { unsafeMetadata: { theme } });", `import { clerkClient } from "@clerk/nextjs/server";`],
  ["a profile's e-mail", "await supabase.auth.updateUser({ data: { name } });"],
  ["a comparison of something else", "compare(a, b);", `import { compare } from "fast-deep-equal";`],
  ["a sign of something else", "sign(value);", `import { sign } from "./maths.js";`],
  ["a verification of something else", "verify(order);", `import { verify } from "./orders.js";`],
  ["a subscription that is read", "await stripe.subscriptions.retrieve(id); await stripe.invoices.list({});"],
  ["a plan of something else", "await prisma.trip.update({ where: { id }, data: { plan } });"],
  ["a key of a translation", "await prisma.translation.create({ data: { key, text } });"],
  ["a Set that forgets a user", "const users = new Set(); online.delete(user);"],
  ["a secret for a second factor that nobody has confirmed", "speakeasy.generateSecret({ length: 20 });", `import speakeasy from "speakeasy";`],
  ["JSON", "JSON.stringify(rows);"],
  ["a parsed CSV", "const rows = parse(text);", `import { parse } from "csv-parse/sync";`],
  ["a file that is removed", `await s3.send(new DeleteObjectCommand({ Key })); await supabase.storage.from("avatars").remove([path]);`],
  ["a file that is lent by a link", `await supabase.storage.from("files").createSignedUrl(path, 60); await getSignedUrl(s3, command);`, `import { getSignedUrl } from "@aws-sdk/s3-request-presigner";`],
  ["an invitation that is declined", "await prisma.teamInvitation.delete({ where: { id } });"],
  ["an upload", "await s3.send(new PutObjectCommand({ Key, Body }));"],
  ["an attachment that is no table", `headers.set("Content-Disposition", "attachment; filename=photo.png");`],
  ["a constant-time comparison of hashes", "crypto.timingSafeEqual(derived, kept);"],
  ["tools that only look", "streamText({ model, tools: { weather: tool({ execute: async ({ city }) => fetchWeather(city) }) } });"],
  ["somebody's own settings", "await prisma.userSettings.update({ where: { id }, data: { theme } });"],
  ["authors", "await prisma.author.delete({ where: { id } });"],
  ["the member of a set", "await prisma.familyMember.create({ data: { name } });"],
  ["a SQL statement that reads", `await pool.query("SELECT role FROM users WHERE id = $1", [id]);`],
];

/** Asked last, of what nothing else speaks of. */
const LATER: readonly Row[] = [
  ["await members.inviteTeamMember(body);", "authorization user.invite"],
  ["await refunds.approveRefund(id);", "billing billing.refund"],
  ["await users.suspendUser(id);", "admin admin.user_update"],
  ["if (user.otp !== otp) return deny();", "authentication auth.mfa.verify"],
  ["if (user.pin_hash === pinHash) await open();", "authentication auth.mfa.verify"],
  ["const isValid = pinHashHex === profile.profile_pin_hash;", "authentication auth.mfa.verify"],
  ["if ((await sha256(password)) !== user.password_hash) return deny();", "authentication auth.login"],
  ["if (hash(password, user.salt) === user.passwordHash) await open();", "authentication auth.login"],
  ["if (computedHash !== user.password_hash) return deny();", "authentication auth.login"],
  ["if (password === process.env.SITE_PASSWORD) await open();", "authentication auth.login"],
  ["if (password !== correctPassword) return deny();", "authentication auth.login"],
  ["await grant(id);", "authorization user.role.change", "async function grant(id) { await prisma.teamMember.create({ data: { id } }); }"],
  ["return enter(body);", "authentication auth.login", "async function enter(body) { await bcrypt.compare(body.password, kept); return Response.json({}); }"],
];

const ROWS: readonly Row[] = [
  ["await db.transaction(async (tx) => { await tx.update(users).set({ banned: true, banReason }).where(eq(users.id, id)); });", "admin admin.user_update"],
  ["await prisma.user.update({ where: { id }, data: { isActive: body.isActive } });", "admin admin.user_update"],
  [`await supabase.from("profiles").update({ suspended_at: now }).eq("id", id);`, "admin admin.user_update"],
  ["const user = await User.findById(id); user.isBlocked = true; await user.save();", "admin admin.user_update"],
  ["await createInvitation({ teamId, email, role });", "authorization user.invite"],
  ["await invites.sendInvite({ email, roles });", "authorization user.invite"],
  ["await userService.delete(id);", "authentication user.delete"],
  ["await userService.create(body);", "admin user.create"],
  ["new AccessToken(key, secret).toJwt();", "authentication auth.token.create"],
  [`await supabase.from("client_team_members").insert({ team_id, user_id });`, "authorization user.role.change"],
  [`await supabase.from("client_team_invitations").insert({ team_id, email });`, "authorization user.invite"],
  ["await RefreshToken.create({ user: id, token });", "authentication auth.token.create"],
  ["await refreshTokenModel.update({ revoked: true }, { where: { token } });", "authentication auth.token.revoke"],
  [`await db.prepare("DELETE FROM refresh_tokens WHERE user_id = ?").bind(id).run();`, "authentication auth.token.revoke"],
  [`await env.DB.prepare("INSERT INTO sessions (token, user_id, expires_at) VALUES (?, ?, ?)").bind(token, id, at).run();`, "authentication auth.token.create"],
  ["await prisma.session.deleteMany({ where: { sessionToken } });", "authentication auth.token.revoke"],
  ["await db.delete(sessionTable).where(eq(sessionTable.id, id)); await seen(request.userAgent);", "authentication auth.token.revoke"],
  ["await updateWorkspace(id, { name, plan });", "billing billing.subscription"],
  ["await sql`insert into user_sessions ${row}`;", "authentication auth.token.create"],
  [`await supabase.from("calendar_links").upsert({ user_id, access_token, refresh_token });`, "configuration config.change"],
  [`await supabase.from("google_calendar_tokens").delete().eq("user_id", id);`, "configuration config.change"],
  ["await User.create({ email, password: hashed });", "authentication user.create"],
  [`await env.DB.prepare("INSERT INTO users (email, password_hash) VALUES (?, ?)").bind(email, hash).run();`, "authentication user.create"],
  ["await prisma.user.update({ where: { id }, data: { passwordHash } });", "authentication auth.password.change"],
  [`await supabase.from("bookings").update({ payment_status: "completed" }).eq("id", id);`, "billing billing.payment"],
  ["await prisma.invoice.update({ where: { id }, data: { paidAt: new Date() } });", "billing billing.payment"],
  [`await pool.query("UPDATE orders SET is_paid = true WHERE id = $1", [id]);`, "billing billing.payment"],
];

const VERDICTS = [...LATER, ...ROWS, ...AUTHENTICATION, ...USERS, ...ROLES, ...MONEY, ...REST];

describe.each(PARSERS)("sensitive operations ($parser)", ({ facts }) => {
  const verdict = (body: string, head = ""): string => {
    const found = facts(`${head}\nexport async function POST(request) {\n${body}\nreturn Response.json({});\n}\n`, "app/api/things/route.ts");
    const sensitivity = found.sensitivity(onlyHandler(found));
    return sensitivity ? `${sensitivity.category} ${sensitivity.event}` : "none";
  };

  for (const [body, expected, head] of VERDICTS) {
    test(body, () => expect(verdict(body, head)).toBe(expected));
  }

  for (const [sentence, body, head] of HARMLESS) {
    test(`not ${sentence}`, () => expect(verdict(body, head)).toBe("none"));
  }
});

describe("what only administrators may do", () => {
  const evidence = (path: string, test: string): string | undefined => {
    const found = PARSERS[0]!.facts(`export async function POST(request) {\nif (${test}) ${DENY}\nawait run();\nreturn Response.json({});\n}\n`, path);
    return found.sensitivity(onlyHandler(found))?.evidence;
  };

  test.each([`profile?.role !== "admin"`, `!user || user.role !== "super_admin"`, `role !== "admin" && role !== "owner"`, `!user.isAdmin`, `!["admin", "superadmin"].includes(role)`])("is an act where people are at stake: %s", (test) => {
    expect(evidence("app/api/customers/merge/route.ts", test)).toBe("lets in administrators alone");
  });

  test.each([
    ["somebody's own thing, or an administrator's", `order.userId !== user.id && user.role !== "admin"`],
    ["what is closed to administrators", `user.role === "admin"`],
    ["the administrators of a house", `user.role !== "house_admin"`],
    ["a list with others than administrators", `!["admin", "member"].includes(role)`],
  ])("is none: %s", (_sentence, test) => {
    expect(evidence("app/api/customers/merge/route.ts", test)).toBeUndefined();
  });

  test("is none where they only keep the place in order", () => {
    expect(evidence("app/api/locations/route.ts", `user.role !== "admin"`)).toBeUndefined();
  });
});
