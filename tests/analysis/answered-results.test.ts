/** An `error` beside a result that is tested and answered, and of which nothing is kept. */
import { describe, expect, test } from "vitest";
import { PARSERS } from "../support/parsers.js";
import { edge, EDGE, findingsOf, handler, route, ROUTE, SERVER, type Row } from "./caught-suite.js";

const fail = (status: number): string => `return new Response(JSON.stringify({ error: error.message }), { status: ${status} });`;
const read = (branch: string, after = `return Response.json(data);`): string => edge(`const { data, error } = await supabase.from("invoices").select(); ${branch} ${after}`);
const change = (branch: string): string => edge(`const { error } = await supabase.from("invoices").insert({ id: 1 }); ${branch} return new Response("ok");`);
const one = (branch: string): string => edge(`const { data, error } = await supabase.from("invoices").select().eq("id", 1).single(); ${branch} return Response.json(data);`);
/** A helper that the handler calls. */
const helped = (branch: string): string => edge(`return Response.json(await rows(supabase));`, `async function rows(supabase) { const { data, error } = await supabase.from("invoices").select(); ${branch} return data; }`);
const ACTIONS = "app/invoices/actions.ts";
const action = (body: string): string => `"use server";\nimport { createClient } from "@/lib/supabase/server";\nexport async function settle(form) {\n  const supabase = await createClient();\n${body}\n}\n`;

const SILENT: readonly (readonly [finding: string, ...row: Row])[] = [
  ["answered: error", "a read that is answered with 500", read(`if (error) { ${fail(500)} }`), EDGE],
  ["answered: error", "a branch without braces", read(`if (error) ${fail(500)}`), EDGE],
  ["answered: error", "a change that is answered with 400, as if it were the client's", change(`if (error) { ${fail(400)} }`), EDGE],
  ["answered: error", "the row that was made, asked back", edge(`const { data, error } = await supabase.from("invoices").insert({ id: 1 }).select().single(); if (error) { ${fail(500)} } return Response.json(data);`), EDGE],
  ["answered: error || !data", "no data and no database told alike", read(`if (error || !data) return new Response("", { status: 500 });`), EDGE],
  ["answered: failure", "an error under another name", edge(`const { data, error: failure } = await supabase.from("invoices").select(); if (failure) return Response.json({ error: failure.message }, { status: 500 }); return Response.json(data);`), EDGE],
  ["answered: error !== null", "a comparison with null", read(`if (error !== null) ${fail(500)}`), EDGE],
  ["answered: error", "one row that cannot be read, answered with 500", one(`if (error) ${fail(500)}`), EDGE],
  ['answered: error && error.code !== "PGRST116"', "all but the row that is not there, answered with 500", one(`if (error && error.code !== "PGRST116") ${fail(500)}`), EDGE],
  ["answered: !error", "the answer of what went well, and then that of what did not", edge(`const { data, error } = await supabase.from("invoices").select(); if (!error) return Response.json(data); return new Response(error.message, { status: 500 });`), EDGE],
  ["answered: !error && data", "the same, turned round by two conditions", edge(`const { data, error } = await supabase.from("invoices").select(); if (!error && data) { return Response.json(data); } return new Response("", { status: 500 });`), EDGE],
  ["answered: error", "an Express handler", handler(`const { data, error } = await supabase.from("invoices").select(); if (error) return res.status(500).json({ error: error.message }); res.json(data);`, `import { supabase } from "./supabase.js";`), SERVER],
  ["answered: error", "a route", route(`const supabase = await createClient(); const { data, error } = await supabase.from("invoices").select(); if (error) return NextResponse.json({ error: "x" }, { status: 500 }); return NextResponse.json(data);`, `import { NextResponse } from "next/server";\nimport { createClient } from "@/lib/supabase/server";`), ROUTE],
  ["answered: error", "a server action that gives the text back", action(`const { error } = await supabase.from("invoices").delete().eq("id", 1); if (error) return { error: error.message };`), ACTIONS],
  ["answered: error", "a file that could not be stored", edge(`const { error } = await supabase.storage.from("bills").upload("x.pdf", file); if (error) { ${fail(400)} } return new Response("ok");`), EDGE],
  ["answered: error", "an account that could not be looked up", edge(`const { data, error } = await supabase.auth.admin.listUsers(); if (error) { ${fail(500)} } return Response.json(data);`), EDGE],
  ["swallowed: error", "no rows for an error, in a function that the handler calls", helped(`if (error) return [];`), EDGE],
  ["swallowed: error || !data", "nothing for an error, as for no rows", helped(`if (error || !data) { return null; }`), EDGE],
  ["swallowed: error || data.length === 0", "zero for an error, as for no rows", helped(`if (error || data.length === 0) return 0;`), EDGE],
];

const FINE: readonly Row[] = [
  ["another query for an error", helped(`if (error) { const more = await supabase.from("old").select(); return more.data; }`), EDGE],
  ["a word for an error", helped(`if (error) return { state: "unknown" };`), EDGE],
  ["nothing for one row that is not there", edge(`return Response.json(await rows(supabase));`, `async function rows(supabase) { const { data, error } = await supabase.from("invoices").select().single(); if (error) return null; return data; }`), EDGE],
  ["a record, and then nothing", helped(`if (error) { console.error(error); return []; }`), EDGE],
  ["recorded before it is answered", read(`if (error) { console.error(error); ${fail(500)} }`), EDGE],
  ["recorded elsewhere", read(`console.log("read", { error }); if (error) { ${fail(500)} }`), EDGE],
  ["thrown", read(`if (error) throw error;`), EDGE],
  ["handed to someone", read(`if (error) return failed(error);`), EDGE],
  ["one row that is not there", one(`if (error) return new Response("", { status: 404 });`), EDGE],
  ["one row that is not there, and a 400", one(`if (error || !data) ${fail(400)}`), EDGE],
  ["rows that are not there", read(`if (error || !data) return new Response("", { status: 404 });`), EDGE],
  ["rows that are not there, by a call of the framework", route(`const supabase = await createClient(); const { data, error } = await supabase.from("invoices").select(); if (error) notFound(); return Response.json(data);`), ROUTE],
  ["a conflict", change(`if (error) ${fail(409)}`), EDGE],
  ["a kind of error that is known", change(`if (error?.code === "23505") ${fail(400)} if (error) throw error;`), EDGE],
  ["a password that is wrong", edge(`const { data, error } = await supabase.auth.signInWithPassword({ email, password }); if (error) return new Response("", { status: 400 }); return Response.json(data);`), EDGE],
  ["a password that is wrong, in an action", action(`const { error } = await supabase.auth.signInWithPassword({ email, password }); if (error) return { error: error.message };`), ACTIONS],
  ["nobody signed in", edge(`const { data: { user }, error } = await supabase.auth.getUser(); if (error || !user) return new Response("", { status: 401 }); return Response.json(user);`), EDGE],
  ["the answer of what went well, and then a record", edge(`const { data, error } = await supabase.from("invoices").select(); if (!error) return Response.json(data); console.error(error); return new Response("", { status: 500 });`), EDGE],
  ["a client that is none of this kind", edge(`const { data, error } = await prices.read(); if (error) { ${fail(500)} } return Response.json(data);`), EDGE],
  ["what no handler runs", `import { supabase } from "./supabase.js";\nexport async function rows() { const { data, error } = await supabase.from("invoices").select(); if (error) return new Response("", { status: 500 }); return data; }\n`, "src/services/invoices.ts"],
];

describe.each(PARSERS)("errors beside a result that are answered ($parser)", ({ facts }) => {
  test.each(SILENT.map(([finding, sentence, code, path]) => ({ sentence, finding, code, path })))("silent: $sentence", ({ finding, code, path }) => {
    expect(findingsOf(facts(code, path))).toEqual([finding]);
  });

  test.each(FINE.map(([sentence, code, path]) => ({ sentence, code, path })))("fine: $sentence", ({ code, path }) => {
    expect(findingsOf(facts(code, path))).toEqual([]);
  });
});
