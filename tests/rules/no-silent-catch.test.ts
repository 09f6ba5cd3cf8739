import { describe, expect, test } from "vitest";
import { FINE, SILENT } from "./catches.js";
import { lint, lintError, parsersFor } from "./lint.js";

const RULE = "no-silent-catch";

const MESSAGES = {
  answered: "This failure becomes a clean answer and nothing is kept of it; record it before answering, or pass it on.",
  swallowed: "This failure is swallowed; record it, rethrow it, or say in a comment why it may be ignored.",
  failedOpen: "This check fails open: when it breaks, the request goes through as if it had passed. Refuse, and record the failure.",
};

/** What is said of a catch that keeps the failure on some of its ways. */
const WHERE = / on the way that ends in line \d+| where no branch of the catch keeps it/;

describe("catches that keep nothing", () => {
  test.each(SILENT)("$sentence", ({ code, path, messageId }) => {
    for (const parser of parsersFor(code)) {
      const said = lint(RULE, code, { path, parser }).map(({ message }) => message.replace(WHERE, ""));
      expect(said, parser).toEqual([MESSAGES[messageId]]);
    }
  });

  test("there are at least sixty of them", () => {
    expect(SILENT.length).toBeGreaterThanOrEqual(60);
  });
});

describe("catches that are fine", () => {
  test.each(FINE)("$sentence", ({ code, path }) => {
    for (const parser of parsersFor(code)) expect(lint(RULE, code, { path, parser }), parser).toEqual([]);
  });

  test("there are at least sixty of them", () => {
    expect(FINE.length).toBeGreaterThanOrEqual(60);
  });
});

const LOAD = `import { logger } from "../logger.js";

export async function loadOrder(id) {
  try {
    return await find(id);
  } catch {
    return null;
  }
}
`;

describe("places", () => {
  const place = (code: string): string[] => lint(RULE, code, { path: "src/services/orders.js" }).map((report) => `${report.place} ${report.text}`);

  test("a catch without a name: the word", () => {
    expect(place(LOAD)).toEqual(["6:5-6:10 catch"]);
  });

  test("a catch with a name: the word and the name", () => {
    expect(place(`try {\n  await save();\n} catch (error) {\n}\nmodule.exports = 1;\n`)).toEqual(["3:3-3:16 catch (error)"]);
  });

  test("a rejection handler: the function", () => {
    expect(place(`export const load = (id) =>\n  find(id)\n    .catch(() => null);\n`)).toEqual(["3:12-3:22 () => null"]);
  });

  test("two catches, in the order of the file", () => {
    expect(place(`try {\n  try { await save(); } catch {}\n} catch {}\nmodule.exports = 1;\n`)).toEqual(["2:25-2:30 catch", "3:3-3:8 catch"]);
  });
});

describe("the way that is silent", () => {
  const said = (caught: string): string[] =>
    lint(RULE, `export async function settle(id) {\n  try {\n    await save(id);\n  } catch (error) {\n${caught}\n  }\n}\nmodule.exports = settle;\n`, { path: "src/services/orders.js" }).map(({ message }) => message);
  const swallowed = (where: string): string[] => [`This failure is swallowed${where}; record it, rethrow it, or say in a comment why it may be ignored.`];

  test.each([
    ["the only one there is", `    return null;`, ""],
    ["a return in a branch", `    if (id) {\n      return null;\n    }\n    throw error;`, " on the way that ends in line 6"],
    ["a return behind a branch that records", `    if (id) {\n      console.error(error);\n      return 1;\n    }\n    return null;`, " on the way that ends in line 9"],
    ["what is left when a branch has thrown", `    if (id) throw error;`, " where no branch of the catch keeps it"],
    ["what is left when a branch has recorded", `    if (id) console.error(error);`, " where no branch of the catch keeps it"],
  ])("%s", (_sentence, caught, where) => {
    expect(said(caught.replaceAll("\\n", "\n"))).toEqual(swallowed(where));
  });
});

describe("suggestions", () => {
  const suggested = (code: string, path = "src/services/orders.js"): unknown => lint(RULE, code, { path }).map(({ suggestions }) => suggestions);

  test("a catch gets a name and a line of the file's logger", () => {
    expect(suggested(LOAD)).toEqual([
      [
        {
          message: "Record the failure.",
          output: `import { logger } from "../logger.js";

export async function loadOrder(id) {
  try {
    return await find(id);
  } catch (error) {
    logger.error("loadOrder failed", { error });
    return null;
  }
}
`,
        },
      ],
    ]);
  });

  test("a rejection handler becomes a block, and the import comes along", () => {
    expect(suggested(`import { find } from "./orders.js";\n\nexport function loadOrder(id) {\n  return find(id).catch(() => null);\n}\n`)).toEqual([
      [
        {
          message: "Record the failure.",
          output: `import { find } from "./orders.js";
import { logger } from "@/lib/logging";

export function loadOrder(id) {
  return find(id).catch((error) => {
    logger.error("loadOrder: find failed", { error });
    return null;
  });
}
`,
        },
      ],
    ]);
  });

  test("the object comes first where the logger is pino, and the failure keeps its name", () => {
    const code = `import pino from "pino";

const log = pino();

export async function POST(request) {
  try {
    await save(request);
    return Response.json({});
  } catch (err) {
    return Response.json({}, { status: 500 });
  }
}
`;
    expect(suggested(code, "app/api/orders/route.js")).toEqual([
      [
        {
          message: "Record the failure.",
          output: code.replace("  } catch (err) {\n", `  } catch (err) {\n    log.error({ err }, "POST /api/orders failed");\n`),
        },
      ],
    ]);
  });

  test("an error beside a result is recorded where it is answered", () => {
    const code = `Deno.serve(async () => {
  const { data, error } = await supabase.from("orders").select();
  if (error) return new Response(error.message, { status: 500 });
  return Response.json(data);
});
`;
    const [report, ...more] = lint(RULE, code, { path: "supabase/functions/orders/index.ts" });
    expect([report!.message, report!.place, report!.text, more]).toEqual([MESSAGES.answered, "3:7-3:12", "error", []]);
    expect(report!.suggestions.map(({ output }) => output)).toEqual([
      `import { logger } from "@/lib/logging";

Deno.serve(async () => {
  const { data, error } = await supabase.from("orders").select();
  if (error) {
    logger.error("/orders: orders select failed", { error });
    return new Response(error.message, { status: 500 });
  }
  return Response.json(data);
});
`,
    ]);
  });

  test("none where the catch takes the failure apart", () => {
    expect(suggested(`export async function loadOrder(id) {\n  try {\n    await save(id);\n  } catch ({ message }) {\n  }\n}\n`)).toEqual([[]]);
  });

  test("the rule has nothing more to say of what a suggestion makes", () => {
    for (const { code, path } of SILENT) {
      const [report] = lint(RULE, code, { path });
      for (const { output } of report!.suggestions) expect(lint(RULE, output, { path }).length, output).toBe(0);
    }
  });
});

describe("options", () => {
  const COMMENTED = `export async function loadOrder(id) {\n  try {\n    await index.save(id);\n  } catch {\n    // the index is only an optimisation\n  }\n}\n`;
  const CONSOLE = `export async function loadOrder(id) {\n  try {\n    await save(id);\n  } catch (error) {\n    console.error(error);\n  }\n}\n`;
  const count = (code: string, options?: unknown): number => lint(RULE, code, { path: "src/services/orders.js", options }).length;

  test("comments: false takes no comment for a reason", () => {
    expect([count(COMMENTED), count(COMMENTED, { comments: true }), count(COMMENTED, { comments: false })]).toEqual([0, 0, 1]);
  });

  test("console: false takes a console line for no record", () => {
    expect([count(CONSOLE), count(CONSOLE, { console: true }), count(CONSOLE, { console: false })]).toEqual([0, 0, 1]);
  });

  test("console: false is content with a logger's line", () => {
    expect(count(CONSOLE.replace("console", "logger"), { console: false })).toBe(0);
  });

  test("results: false says nothing of a result's error that is never looked at, and goes on about catches", () => {
    const RESULT = `Deno.serve(async () => {\n  const { data } = await supabase.from("orders").select();\n  return Response.json(data);\n});\n`;
    const of = (code: string, options?: unknown): number => lint(RULE, code, { path: "supabase/functions/orders/index.ts", options }).length;
    expect([of(RESULT), of(RESULT, { results: true }), of(RESULT, { results: false })]).toEqual([1, 1, 0]);
    const ANSWERED = RESULT.replace("{ data }", "{ data, error }").replace(";\n  return", ";\n  if (error) return new Response(null, { status: 500 });\n  return");
    expect([of(ANSWERED), of(ANSWERED, { results: false })]).toEqual([1, 0]);
    expect(of(RESULT.replace("const { data } = await", "const data = await").replace(".select()", ".select().catch(() => null)"), { results: false })).toBe(1);
  });

  test.each([
    ["a file that is written", 1, `fs.writeFile(id, text, (err) => {});`],
    ["a file that is written, and what follows left out", 1, `fs.writeFile(id, text, (err) => { if (err) return; use(id); });`],
    ["a file that is written, where the caller hears of it", 0, `fs.writeFile(id, text, (err) => { done(err); });`],
    ["a line that is added to a file", 0, `fs.appendFile("access.log", text, (err) => {});`],
    ["a row that is changed", 1, `pool.query("UPDATE orders SET paid = 1 WHERE id = ?", [id], (err) => { done(); });`],
    ["a row that is looked for", 0, `pool.query("SELECT * FROM orders WHERE id = ?", [id], (err) => { done(); });`],
    ["a callback of the program's own", 0, `store.keep(id, (err) => {});`],
  ])("a callback outside handlers that drops its error counts where something is written: %s", (_sentence, expected, call) => {
    const code = `function keep(id, text, done) {\n  ${call}\n}\nmodule.exports = keep;\n`;
    for (const parser of parsersFor("")) expect(lint(RULE, code, { path: "src/services/orders.js", parser }), parser).toHaveLength(expected);
  });

  const tried = (attempt: string, head = ""): string => `${head}\nexport async function load(id) {\n  try {\n    ${attempt}\n  } catch {\n    return null;\n  }\n}\nmodule.exports = load;\n`;

  test.each([
    ["a value that is worked out", 0, "return build(id);"],
    ["a value that is waited for", 1, "return await resolveName(id);"],
    ["what is worked out of rows that are there", 0, "return resolveName(rows.find((row) => row.id === id));"],
    ["a check that throws", 1, "await assertShape(id);"],
    ["a key that is made here", 0, "return await crypto.subtle.verify(key, id);"],
    ["a file that is written", 1, "fs.writeFileSync(id, text);"],
    ["a row that is written at once", 1, "db.prepare(text).run(id);"],
    ["a statement that deletes, executed at once", 1, "this.space.exec(`DELETE FROM files WHERE id = ${id}`);"],
    ["a statement that only looks, executed at once", 0, "return this.space.exec(`SELECT * FROM files WHERE id = ${id}`);"],
    ["a query", 1, "return await sql`select * from orders`;"],
    ["a row that is looked for", 1, "return await findOrder(id);"],
    ["a model's chain", 1, "return await Order.where({ id }).lean();"],
    ["a store of the platform", 1, "return await ctx.env.get(id);"],
    ["a request, of which only its client is seen", 1, "return await this._shopRequest(id);"],
    ["a page that is fetched", 1, "return await (await fetch(id)).text();"],
    ["a language model", 1, "return await client.messages.create({ model: id, messages: [] });"],
    ["a message to somebody", 1, "return await client.messages.create({ to: id, body: text });"],
    ["what is called for its effect", 1, "await tellAll(id);"],
    ["what a wrapper calls", 1, "return await withRetry(() => api.sendOrder(id));"],
    ["what each of several does", 1, "return await Promise.all([resolveName(id), sendOrder(id)]);"],
    ["what a list is walked through for", 1, "return await Promise.all(rows.map(async (row) => { await sendOrder(row); }));"],
    ["who may do what", 1, "return await roleOf(id);"],
    ["a secret that is opened", 1, "return await decryptWith(keys, id);"],
  ])("unclear: an attempt outside handlers counts by default where it waits for others or writes: %s", (_sentence, expected, attempt) => {
    for (const parser of parsersFor("")) {
      const counts = [undefined, { unclear: false }, { unclear: true }].map((options) => lint(RULE, tried(attempt), { path: "src/services/orders.js", options, parser }).length);
      expect(counts, parser).toEqual([expected, expected, 1]);
    }
  });

  test("unclear: a callback's error counts by default in what runs for a request", () => {
    const dropped = `db.query(text, (err, rows) => { if (err) return use([]); use(rows); });`;
    const inService = `export function load(text, use) { ${dropped} }\nmodule.exports = load;\n`;
    expect([count(inService), count(inService, { unclear: true })]).toEqual([0, 1]);
    const inHandler = `import express from "express";\nconst app = express();\napp.get("/orders", (req, res) => { const use = (rows) => res.json(rows); ${dropped} });\n`;
    expect(lint(RULE, inHandler, { path: "src/server.js" }).length).toBe(1);
  });

  test("unclear: what functions of the file do for it counts, and what handlers do", () => {
    const helper = (body: string): string => tried("return await resolveName(id);", `async function resolveName(id) {\n  ${body}\n}\n`);
    expect([count(helper("return await db.orders.findFirst({ id });")), count(helper("return names.get(id);"))]).toEqual([1, 0]);
    const inHandler = `export async function GET(request) {\n  const name = await resolveName(request).catch(() => null);\n  return Response.json({ name });\n}\n`;
    expect(lint(RULE, inHandler, { path: "app/api/names/route.js" }).length).toBe(1);
    const called = `${inHandler.replace("resolveName(request).catch(() => null)", "nameOf(request)")}async function nameOf(request) {\n  return await resolveName(request).catch(() => null);\n}\n`;
    expect(lint(RULE, called, { path: "app/api/names/route.js" }).length).toBe(1);
  });

  test.each([
    ["an unknown option", { comment: true }],
    ["a text for a yes or no", { comments: "no" }],
    ["a list", []],
  ])("%s is an error", (_sentence, options) => {
    expect(lintError(RULE, { options })).toMatch(/no-silent-catch/);
  });
});
