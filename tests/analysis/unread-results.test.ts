/** Results that nobody takes, and errors beside data on which something rests: of clients that do not throw. */
import { describe, expect, test } from "vitest";
import { PARSERS } from "../support/parsers.js";
import { edge, EDGE, findingsOf, handler, route, ROUTE, SERVER, type Row } from "./caught-suite.js";

const done = (body: string): string => edge(`${body} return new Response("ok");`);
/** A helper that the handler calls. */
const helped = (helper: string, call = `await settle(supabase, 1);`): string => edge(`${call} return new Response("ok");`, helper);

/** In a handler whose class holds the client. */
const held = (body: string): string => `import type { Request, Response } from "express";\nimport type { SupabaseClient } from "@supabase/supabase-js";\nexport class Bills {\n  async onRequest(req: Request, res: Response) { ${body} res.end(); }\n}\n`;

const SILENT: readonly (readonly [finding: string, ...row: Row])[] = [
  // Nothing is taken
  ["unreadError: supabase", "a row that is inserted", done(`await supabase.from("invoices").insert({ id: 1 });`), EDGE],
  ["unreadError: supabase", "a row that is updated, behind a filter", done(`await supabase.from("invoices").update({ paid: true }).eq("id", 1);`), EDGE],
  ["unreadError: supabase", "a row that is inserted or updated", done(`await supabase.from("invoices").upsert({ id: 1 });`), EDGE],
  ["unreadError: supabase", "rows that are deleted", done(`await supabase.from("invoices").delete().lt("due", 1);`), EDGE],
  ["unreadError: supabase", "a function of the database", done(`await supabase.rpc("settle", { id: 1 });`), EDGE],
  ["unreadError: supabase", "an account that is deleted", done(`await supabase.auth.admin.deleteUser("x");`), EDGE],
  ["unreadError: supabase", "a file that is stored", done(`await supabase.storage.from("bills").upload("x.pdf", file);`), EDGE],
  ["unreadError: supabase", "another function that is called", done(`await supabase.functions.invoke("mail", { body: {} });`), EDGE],
  ["unreadError: supabase", "a write whose row is asked back for nobody", done(`await supabase.from("invoices").insert({ id: 1 }).select().single();`), EDGE],
  ["unreadError: supabase", "a write that nobody waits for", done(`supabase.from("invoices").insert({ id: 1 });`), EDGE],
  ["unreadError: supabase", "a write that is void", done(`void supabase.from("invoices").insert({ id: 1 });`), EDGE],
  ["unreadError: supabase", "a write with a then that looks away", done(`supabase.from("invoices").insert({ id: 1 }).then(() => {});`), EDGE],
  ["unreadError: supabase", "a write that is sent by an empty then", done(`supabase.from("invoices").insert({ id: 1 }).then();`), EDGE],
  ["unreadError: supabase", "a write among others", done(`await Promise.all([supabase.from("invoices").delete().eq("id", 1), lock(1)]);`), EDGE],
  ["unreadError: supabase", "a write in a try that waits for a throw", done(`try { await supabase.from("invoices").insert({ id: 1 }); } catch (e) { console.error(e); }`), EDGE],
  ["unreadError: supabase", "a write in a branch without braces", done(`if (req.url) await supabase.from("invoices").insert({ id: 1 });`), EDGE],
  ["unreadError: db", "a client under another name", edge(`const db = createClient(1, 2); await db.from("invoices").insert({}); return new Response("");`), EDGE],
  ["unreadError: db", "a client that is waited for", route(`const db = await createServerClient(); await db.from("invoices").insert({}); return Response.json({});`, `import { createServerClient } from "@/lib/supabase/server";`), ROUTE],
  ["unreadError: createServerClient", "a client that is made on the spot", route(`await (await createServerClient()).from("invoices").insert({}); return Response.json({});`, `import { createServerClient } from "@/lib/supabase/server";`), ROUTE],
  ["unreadError: supabase", "a client whose type is forgotten", done(`await (supabase as any).from("invoices").insert({});`), EDGE],
  ["unreadError: supabase", "a write in an Express handler", handler(`await supabase.from("invoices").update({ paid: true }).eq("id", req.params.id); res.end();`, `import { supabase } from "./supabase.js";`), SERVER],
  ["unreadError: admin", "a client that another file makes, by what it is asked", edge(`const admin = adminClient(); await admin.from("invoices").delete().eq("id", 1); return new Response("");`, `import { adminClient } from "../_shared/clients.ts";`), EDGE],
  ["unreadError: adminClient", "the same, made on the spot", edge(`await adminClient().from("invoices").update({ paid: true }).eq("id", 1); return new Response("");`, `import { adminClient } from "../_shared/clients.ts";`), EDGE],
  ["unreadError: admin", "what a client inserts that is asked for rows elsewhere", edge(`await admin.from("invoices").insert({ id: 1 }); const { data, error } = await admin.from("invoices").select().eq("id", 1); if (error) throw error; return Response.json(data);`, `import { admin } from "../_shared/clients.ts";`), EDGE],
  ["unreadError: db", "one that the same function makes for another handler", route(`const db = await openDb(); await db.from("invoices").insert({ id: 1 }); return Response.json({});`, `import { openDb } from "@/lib/db";\nexport async function GET() { const db = await openDb(); const { data, error } = await db.from("invoices").select().eq("id", 1); if (error) throw error; return Response.json(data); }`), ROUTE],
  ["unreadError: db", "a function that any client calls", edge(`await db.functions.invoke("mail", { body: {} }); return new Response("");`, `import { db } from "../_shared/clients.ts";`), EDGE],
  ["unreadError: db", "an account that any client deletes", edge(`await db.auth.admin.deleteUser("x"); return new Response("");`, `import { db } from "../_shared/clients.ts";`), EDGE],
  // The error is taken and forgotten
  ["unreadError: { error }", "an error that nobody looks at", done(`const { error } = await supabase.from("invoices").insert({});`), EDGE],
  ["unreadError: { data, error: failure }", "an error under another name that nobody looks at", edge(`const { data, error: failure } = await supabase.from("invoices").select(); return Response.json(data);`), EDGE],
  // In helpers
  ["unreadError: supabase", "a write in a function that the handler calls", helped(`async function settle(supabase, id) { await supabase.from("invoices").update({ paid: true }).eq("id", id); }`), EDGE],
  ["unreadError: db", "a client by the type of a parameter", helped(`async function settle(db: SupabaseClient<Database>, id: number) { await db.from("invoices").update({ paid: true }).eq("id", id); }`), EDGE],
  ["unreadError: { data }", "a read in a function that the handler calls", helped(`async function settle(supabase, id) { const { data } = await supabase.from("invoices").select().eq("id", id); for (const one of data ?? []) use(one); }`), EDGE],
  ["unreadError: supabase", "a function that is called by one that the handler calls", helped(`const settle = async (supabase, id) => { await each(supabase, id); };\nconst each = async (supabase, id) => { await supabase.from("invoices").delete().eq("id", id); };`), EDGE],
  ["unreadError: supabase", "a function that the handler hands to a map", helped(`async function each(id) { await supabase.from("invoices").delete().eq("id", id); }\nimport { supabase } from "./supabase.ts";`, `await Promise.all([1, 2].map(each));`), EDGE],
  ["unreadError: this.supabase", "a method of the handler's own class", `import type { Request, Response } from "express";\nexport class Bills {\n  async onRequest(req: Request, res: Response) { await this.settle(1); res.end(); }\n  async settle(id) { await this.supabase.from("invoices").delete().eq("id", id); }\n}\n`, SERVER],
  // Beside data that decides after all
  ["unreadError: { data: row }", "what is wiped out where it could not be read", done(`const { data: row } = await supabase.from("shops").select("meta").maybeSingle(); const meta = row?.meta ?? {}; save({ ...meta, seen: true });`), EDGE],
  ["unreadError: { data: row }", "the same of a row that must be there", done(`const { data: row } = await supabase.from("shops").select("meta").single(); const meta = (row?.meta as Meta) || {}; save({ ...meta, seen: true });`), EDGE],
  ["unreadError: { data: role }", "what is allowed by a constant made of it", done(`const { data: role } = await supabase.from("roles").select().maybeSingle(); const isAdmin = role?.name === "admin"; if (!isAdmin) return new Response("", { status: 403 });`), EDGE],
  ["unreadError: { data: rows }", "rows that are walked through, if there are any", done(`const { data: rows } = await supabase.from("invoices").select(); const ids = rows?.map((row) => row.id) ?? []; use(ids);`), EDGE],
  ["unreadError: { data: owner }", "what goes into another row", edge(`const { data: owner } = await supabase.from("users").select().maybeSingle(); const { error } = await supabase.from("invoices").insert({ owner: owner?.id }); return Response.json({ error });`), EDGE],
  ["unreadError: { data: shop }", "one that must be there, told as it is", edge(`const { data: shop } = await supabase.from("shops").select().eq("id", 1).single(); return Response.json({ shop });`), EDGE],
  ["unreadError: { data: rows }", "rows of a table that is no cache", done(`const { data: rows } = await supabase.from("routes").select(); use(rows);`), EDGE],
  ["unreadError: supabase", "a change of what is cached", done(`await supabase.from("route_cache").update({ seen: 1 }).eq("id", 1);`), EDGE],
  ["unreadError: { data: rows }", "data that is given a type", edge(`const { data: rows } = await supabase.from("invoices").select() as { data: Row[] | null }; return Response.json(rows);`), EDGE],
  // By what it is called on
  ["unreadError: this.supabase", "a file that a field's client stores", held(`await this.supabase.storage.from("bills").upload("x.pdf", file);`), SERVER],
  ["unreadError: this.supabase", "an account that a field's client deletes", held(`await this.supabase.auth.admin.deleteUser("x");`), SERVER],
  ["unreadError: getSupabase", "a client that a function of that name gives", route(`await getSupabase().from("invoices").insert({}); return Response.json({});`, `import { getSupabase } from "./clients";`), ROUTE],
  ["unreadError: this.clients", "a client that a field gives", `import type { Request, Response } from "express";\nexport class Bills {\n  async onRequest(req: Request, res: Response) { await this.clients.forSupabase().from("invoices").insert({}); res.end(); }\n}\n`, SERVER],
  ["unreadError: db", "a client by the type of a variable", edge(`const db: SupabaseClient = connect(); await db.from("invoices").insert({}); return new Response("");`), EDGE],
  // Beside data on which something rests
  ["unreadError: { data: latest }", "the latest, that is used", edge(`const { data: latest } = await supabase.from("invoices").select().order("day").limit(1).single(); use(latest); return new Response("");`), EDGE],
  ["unreadError: { data: seat }", "a seat that is missing, and told", done(`const { data: seat } = await supabase.from("seats").select().single(); if (!seat) { notify(1); }`), EDGE],
  ["unreadError: { data: seat }", "a seat, or something else", done(`const { data: seat } = await supabase.from("seats").select().single(); if (seat || req.url) { use(1); }`), EDGE],
  ["unreadError: { data: seat }", "a seat, or a word for none", done(`const { data: seat } = await supabase.from("seats").select().single(); show(seat ? seat.row : "none");`), EDGE],
  ["unreadError: { data: row }", "a second read behind another question", done(`const { data: row } = await supabase.from("shops").select().maybeSingle(); show(other ? row.tags : null);`), EDGE],
  ["unreadError: { data: row }", "what is looked up by it", done(`const { data: row } = await supabase.from("shops").select().maybeSingle(); show(names?.[row]);`), EDGE],
  ["unreadError: { data: row }", "a number that is made of it, and decided by", done(`const { data: row } = await supabase.from("shops").select().maybeSingle(); const used = atLeastZero(row?.used); if (used === null) stop();`), EDGE],
  ["unreadError: { data: rows }", "rows that are left with, or something else", edge(`const { data: rows } = await supabase.from("shops").select(); if (rows || req.url) return Response.json(rows); console.warn("none"); return new Response("");`), EDGE],
  ["unreadError: { data: row }", "what is there, answered as not found", edge(`const { data: row } = await supabase.from("shops").select().single(); if (row) return new Response("", { status: 404 }); else use(1); return new Response("");`), EDGE],
];

const FINE: readonly Row[] = [
  ["rows of a query builder that throws", edge(`await db.from("invoices").where("id", 1).update({ paid: true }); return new Response("");`, `import { db } from "../_shared/knex.ts";`), EDGE],
  ["an insert of a client of which nothing else is known", edge(`await db.from("invoices").insert({ id: 1 }); return new Response("");`, `import { db } from "../_shared/store.ts";`), EDGE],
  ["a list that is made from a name", edge(`await Array.from("invoices").map(send).eq(1); return new Response("");`), EDGE],
  ["an element of a page", edge(`await page.find("a").eq(1); return new Response("");`), EDGE],
  ["a write that throws", done(`await supabase.from("invoices").insert({ id: 1 }).throwOnError();`), EDGE],
  ["a write that throws, told first", done(`await supabase.from("invoices").throwOnError().insert({ id: 1 });`), EDGE],
  ["a write whose error is looked at", done(`const { error } = await supabase.from("invoices").insert({ id: 1 }); if (error) throw error;`), EDGE],
  ["an error that is left on purpose", done(`const { error: _ } = await supabase.from("invoices").insert({ id: 1 });`), EDGE],
  ["a write whose result is kept", done(`const result = await supabase.from("invoices").insert({ id: 1 }); check(result);`), EDGE],
  ["a write whose result is returned", helped(`function settle(supabase, id) { return supabase.from("invoices").delete().eq("id", id); }`), EDGE],
  ["a write whose error is asked for at once", done(`if ((await supabase.from("invoices").insert({ id: 1 })).error) throw new Error("x");`), EDGE],
  ["a write with a then that looks", done(`await supabase.from("invoices").insert({ id: 1 }).then(({ error }) => { if (error) console.error(error); });`), EDGE],
  ["writes whose results are taken together", done(`const results = await Promise.all([supabase.from("a").insert({}), supabase.from("b").insert({})]); check(results);`), EDGE],
  ["rows of a cache", done(`const { data: rows } = await supabase.from("route_cache").select(); use(rows);`), EDGE],
  ["a row that is marked as failed, beside the record of that", done(`try { work(1); } catch (e) { console.error(e); await supabase.from("jobs").update({ status: "failed" }).eq("id", 1); }`), EDGE],
  ["a query that is run to wake the database", done(`await supabase.from("invoices").select("id").limit(1);`), EDGE],
  ["who signs out", done(`await supabase.auth.signOut();`), EDGE],
  ["a session that is looked for", done(`await supabase.auth.getUser();`), EDGE],
  ["a channel that is left", done(`await supabase.removeChannel(channel);`), EDGE],
  ["files that are taken away", done(`await supabase.storage.from("bills").remove(["x.pdf"]);`), EDGE],
  ["a reason above it", done(`// Best effort: the visit is counted again tomorrow\n await supabase.from("visits").insert({ id: 1 });`), EDGE],
  ["a reason in the catch around it", done(`try { await supabase.from("visits").insert({ id: 1 }); } catch { /* best effort, the visit is counted tomorrow */ }`), EDGE],
  ["a reason above the try around it", done(`// Fire and forget: must not block the answer\n try { await supabase.from("visits").insert({ id: 1 }); } catch {}`), EDGE],
  ["a set that forgets one of its own", done(`const supabaseIds = new Set(); supabaseIds.delete(1);`), EDGE],
  ["a query builder that throws", handler(`await knex.from("invoices").insert({ id: 1 }); res.end();`, `import { supabaseUrl } from "./config.js";`), SERVER],
  ["a hash that is updated", handler(`hash.update(process.env.SUPABASE_KEY); res.end();`), SERVER],
  ["a function that nobody calls for a request", helped(`export async function nightly(supabase) { await supabase.from("invoices").delete().lt("due", 1); }`, ``), EDGE],
  ["the latest, if there is any yet", edge(`const { data: latest } = await supabase.from("invoices").select().order("day").limit(1).single(); return Response.json({ latest });`), EDGE],
  ["a name with a fallback", done(`const { data: profile } = await supabase.from("profiles").select("name").maybeSingle(); const name = profile?.name || "you"; greet(name);`), EDGE],
  ["a setting that may not have been made yet", done(`const { data: setting } = await supabase.from("settings").select().single(); const isOn = setting?.value === "on"; if (isOn) use(1);`), EDGE],
  ["a token that functions are called with", done(`await supabase.functions.setAuth(token);`), EDGE],
  ["a field that is no client", held(`await this.shelf.storage.from("bills").upload("x.pdf", file);`), SERVER],
  ["a client of another name", route(`await getKnex().from("invoices").insert({}); return Response.json({});`, `import { getKnex } from "./clients"; import { SUPABASE_URL } from "./env";`), ROUTE],
  ["a seat that is missing, and made", done(`const { data: seat } = await supabase.from("seats").select().single(); if (!seat) { await make(1); createSeat(1); }`), EDGE],
  ["a seat, or nothing", done(`const { data: seat } = await supabase.from("seats").select().single(); show(seat ? seat.row : null);`), EDGE],
  ["a seat, or an empty text", done(`const { data: seat } = await supabase.from("seats").select().single(); show(seat ? seat.row : "");`), EDGE],
  ["a seat, or an empty list", done(`const { data: seat } = await supabase.from("seats").select().single(); show(seat ? seat.rows : []);`), EDGE],
  ["a row that is looked up if it is not given", edge(`let seller = null; if (req.url) { use(1); } else { const { data } = await supabase.from("sellers").select().single(); seller = data; } return Response.json({ name: seller?.name });`), EDGE],
  ["a glance at what is given a type", done(`const { data: row } = await supabase.from("shops").select().maybeSingle(); show((row as Shop)?.name);`), EDGE],
  ["a glance in the one of two ways", done(`const { data: row } = await supabase.from("shops").select().maybeSingle(); show(req.url ? row?.name : "none");`), EDGE],
  ["a glance that is shown", done(`const { data: row } = await supabase.from("shops").select().maybeSingle(); greet(row?.name);`), EDGE],
  ["a glance at a part of a name", done(`const { data: row } = await supabase.from("shops").select().maybeSingle(); show(row?.trim());`), EDGE],
  ["what is left with, and otherwise recorded", edge(`const { data: rows } = await supabase.from("shops").select(); if (rows && rows.length > 0) return Response.json(rows); console.warn("none"); return new Response("");`), EDGE],
  ["no row, or one of somebody else, answered as not found", edge(`const { data: row } = await supabase.from("shops").select().single(); if (!row || row.owner !== 1) return new Response("", { status: 404 }); return Response.json(row);`), EDGE],
];

describe.each(PARSERS)("results that nobody takes ($parser)", ({ facts }) => {
  test.each(SILENT.map(([finding, sentence, code, path = SERVER]) => ({ finding, sentence, code, path })))("$sentence", ({ finding, code, path }) => {
    expect(findingsOf(facts(code, path))).toEqual([finding]);
  });

  test.each(FINE.map(([sentence, code, path = SERVER]) => ({ sentence, code, path })))("fine: $sentence", ({ code, path }) => {
    expect(findingsOf(facts(code, path)).filter((finding) => finding.startsWith("unreadError"))).toEqual([]);
  });

  test("each statement is one finding, however long its chain", () => {
    const code = done(`await supabase.from("invoices").update({ paid: true }).eq("id", 1).eq("shop", 2).select().single();`);
    expect(findingsOf(facts(code, EDGE))).toEqual(["unreadError: supabase"]);
  });

  test("what one handler's helper leaves is found once, however often it is called", () => {
    const code = helped(`async function settle(supabase, id) { await supabase.from("invoices").delete().eq("id", id); }`, `await settle(supabase, 1); await settle(supabase, 2);`);
    expect(findingsOf(facts(code, EDGE))).toEqual(["unreadError: supabase"]);
  });
});
