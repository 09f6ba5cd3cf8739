/** What a swallowed failure outside handlers has to cost before the default options report it: a hit beside each near one. */
import { describe, expect, test } from "vitest";
import { lint, parsersFor } from "./lint.js";

const RULE = "no-silent-catch";

const service = (body: string, name = "load", params = "id"): string => `export async function ${name}(${params}) {\n${body}\n}\nmodule.exports = ${name};\n`;
const tried = (attempt: string, instead: string, name?: string): string => service(`  try {\n    ${attempt}\n  } catch {\n    ${instead}\n  }`, name);

/** What is done for each of a list, of which only what went well is read. */
const fulfilled = (each: string, head = "", mark = ""): string => `${head}\n${service(`  const results = await Promise.allSettled(id.map(${mark}(one) => ${each}));\n  return results.filter((it) => it.status === "fulfilled").map((it) => it.value);`)}`;

type Row = readonly [sentence: string, count: number, code: string, path?: string];

const ROWS: readonly Row[] = [
  // Nothing depends on it
  ["what a chat shows of a button", 0, service("  await ctx.answerCbQuery('Done').catch(() => {});")],
  ["what a chat shows of a button, by its address", 0, service("  await fetch(`https://chat.example/bot${id}/answerCallbackQuery`, { method: 'POST' }).catch(() => {});")],
  ["a message in a chat, by its address", 1, service("  await fetch(`https://chat.example/bot${id}/sendMessage`, { method: 'POST' }).catch(() => {});")],
  ["an answer in a chat", 0, service("  await ctx.reply('Done').catch(() => {});")],
  ["a message to somebody else", 1, service("  await ctx.telegram.sendMessage(id, 'Done').catch(() => {});")],
  ["a copy in a cache", 1, service("  await orderCache.set(id, 1).catch(() => {});")],
  ["a store behind a cache of the project's own", 1, service("  try { await redis.set(id, 1); } catch {}"), "src/cache/redis-cache.js"],
  ["a database in such a file", 1, service("  try { await db.order.update(id); } catch {}"), "src/cache/redis-cache.js"],
  ["a store that is no cache", 1, service("  await orders.set(id, 1).catch(() => {});")],
  ["an index that may be there", 0, service("  try { await orders.createIndex({ id: 1 }); } catch {}")],
  ["a row that may be there", 1, service("  try { await orders.createOrder({ id }); } catch {}")],
  ["a file that another one has taken the place of", 1, service("  const previousKey = keyOf(id);\n  await bucket.delete(previousKey).catch(() => {});")],
  ["a file that is taken away", 1, service("  await bucket.delete(id).catch(() => {});")],
  ["a walk that calls itself", 0, "export async function removeTree(id) {\n  try { for (const child of JSON.parse(textOf(id)).children) { await removeTree(child); } } catch {}\n}\nmodule.exports = removeTree;\n"],
  ["somebody else's function of that name", 1, "export async function rotate() {\n  try { await keys.rotate(); } catch {}\n}\nmodule.exports = rotate;\n"],
  ["a function that is given under the name of the method", 1, "export class Page {\n  async submit({ submit }) {\n    try { await submit(); } catch { return null; }\n  }\n}\nmodule.exports = Page;\n"],
  // Where a failure is kept already, or another way is tried
  ["a note of a failure that is recorded there", 1, service("  try { await orders.run(id); } catch (error) {\n    console.error(error);\n    await jobs.update(id, { tries: 2 }).catch(() => {});\n  }")],
  ["the same where nothing has failed", 1, service("  await jobs.update(id, { tries: 2 }).catch(() => {});")],
  ["another write, whose failure is kept", 0, service("  try { await db.order.update(id); } catch {\n    try { await db.order.create(id); } catch (error) { console.error(error); }\n  }")],
  ["another write, whose failure is not", 2, service("  try { await db.order.update(id); } catch {\n    try { await db.order.create(id); } catch {}\n  }")],
  ["a result with a code for the failure", 0, service("  try { return await db.order.update(id); } catch {\n    return problem('The order stays as it is.', 'ORDER_WRITE_FAILED');\n  }")],
  ["a result with another code", 1, service("  try { return await db.order.update(id); } catch {\n    return problem('The order stays as it is.', 'ORDER_WRITE_DONE');\n  }")],
  ["failures that are put on the caller's list", 0, "const collect = (ids, failed, error) => { for (const id of ids) failed.push({ id, error }); };\nexport async function load(ids, failed) {\n  try { await db.order.update(ids); } catch (error) { collect(ids, failed, error); }\n}\n"],
  ["failures that are put on a list of nobody's", 1, "const collect = (ids, error) => { const failed = []; for (const id of ids) failed.push({ id, error }); };\nexport async function load(ids) {\n  try { await db.order.update(ids); } catch (error) { collect(ids, error); }\n}\n"],
  // Who is answered, and where
  ["an answer out of an attempt that waits for nobody", 1, "export function open(text) {\n  try { return new Response(seal(text)); } catch { return new Response('no', { status: 400 }); }\n}\nmodule.exports = open;\n"],
  ["a value out of an attempt that waits for nobody", 0, "export function open(text) {\n  try { return seal(text); } catch { return null; }\n}\nmodule.exports = open;\n"],
  ["a file of a shared folder that imports a driver", 1, "import pg from \"pg\";\nexport async function load(id) {\n  try { return await pg.run(id); } catch { return null; }\n}\n", "lib/orders.js"],
  ["one that imports something of a like name", 0, "import pg from \"pgs\";\nexport async function load(id) {\n  try { return await pg.run(id); } catch { return null; }\n}\n", "lib/orders.js"],
  ["a function of the file that waits for what is worked out here", 0, `const digest = async (text) => Buffer.from(await crypto.subtle.digest("SHA-256", text));\n${tried("return same(await digest(id), id);", "return null;")}`],
  ["a function of the file that waits for somebody", 1, `const digest = async (text) => Buffer.from(await vault.digest(text));\n${tried("return same(await digest(id), id);", "return null;")}`],
  ["an address that is looked up against the clock", 0, tried("const looked = dns.resolve(id);\n    const clock = new Promise((_, reject) => setTimeout(reject, 9));\n    return await Promise.race([looked, clock]);", "return null;")],
  ["an order that is looked up against the clock", 1, tried("const looked = orders.resolve(id);\n    const clock = new Promise((_, reject) => setTimeout(reject, 9));\n    return await Promise.race([looked, clock]);", "return null;")],
  ["a text that stays enciphered", 1, tried("const decipher = crypto.createDecipheriv('aes-256-ctr', key, iv);\n    return decipher.update(id);", "return id;")],
  ["a text that stays as long as it was", 0, tried("return await shorten(id);", "return id;")],
  // What is only looked at, or shown
  ["a page that is fetched, and nothing in its place", 1, "export const renew = (id) => fetch(id).catch(() => {});\nprocess.env.X;\n"],
  ["a page that is fetched, and something in its place", 1, "export const renew = (id) => fetch(id).catch(() => ({}));\nprocess.env.X;\n"],
  ["a page that is fetched", 1, tried("return await (await fetch(id)).json();", "return null;")],
  ["a request that changes something, in a function that says so", 1, tried("return (await fetch(id, { method: 'DELETE' })).ok;", "return false;", "removeOrder")],
  ["a request with a body, in a function that looks something up", 1, tried("return (await fetch(id, { method: 'POST' })).ok;", "return false;", "resolveOrder")],
  ["a language model that does not answer", 1, tried("return await client.messages.create({ model: 'small', messages: [] });", "return null;")],
  ["a step on a page that is driven", 0, service("  await page.locator(id).first().click().catch(() => {});")],
  ["a word on somebody's phone", 1, service("  await sendPushToAll({ title: id }).catch(() => {});")],
  ["a page that is made anew", 1, service("  await invalidateOrders(id).catch(() => {});")],
  ["a token that is made invalid", 1, service("  await invalidateToken(id).catch(() => {});")],
  ["one part of a view among others", 1, service("  return await Promise.all([db.order.count().catch(() => 0), db.bill.count(), db.shop.count()]);")],
  ["one of two that decide", 1, service("  return await Promise.all([db.order.count().catch(() => 0), db.bill.count()]);")],
  ["a part of it in a function that is called there", 1, service("  return await Promise.all([(async () => { try { return await db.order.count(); } catch { return 0; } })(), db.bill.count(), db.shop.count()]);")],
  ["a name that is shown", 1, tried("return await db.user.find(id);", "return null;", "displayName")],
  ["a copy that is kept", 1, tried("return await db.score.upsert(id);", "return null;", "cacheScore")],
  ["a look into what is cached", 1, tried("return await redis.client.get(id);", "return null;", "readCache")],
  ["a sign of life", 0, tried("await db.query('SELECT 1'); return true;", "return null;")],
  ["a query that asks for something", 1, tried("await db.query('SELECT 1 FROM orders'); return true;", "return null;")],
  ["what throws where there is none", 0, tried("await this.rowOf(id); await db.order.findOrFail(id);", "return false;", "exists")],
  ["a look whose row is taken", 1, tried("return (await db.order.findOne(id)) !== null;", "return false;", "exists")],
  ["a time that a row was changed at", 1, service("  await db.thread.update({ where: { id }, data: { updatedAt: new Date() } }).catch(() => {});")],
  ["a state that a row is put into", 1, service("  await db.thread.update({ where: { id }, data: { updatedAt: new Date(), isOpen: false } }).catch(() => {});")],
  ["what could not be told of an error", 0, tried("return await db.event.insert(id);", "return null;", "reportClientError")],
  ["rows that a seed makes", 0, service("  await db.order.create(id).catch(() => {});"), "prisma/seed-orders.js"],
  ["a question of a schema", 0, "export class Exists {\n  async validate(id) { try { return Boolean(await db.order.findOne(id)); } catch { return false; } }\n  defaultMessage() { return 'none'; }\n}\n"],
  ["a question of nobody's", 1, "export class Exists {\n  async validate(id) { try { return Boolean(await db.order.findOne(id)); } catch { return false; } }\n}\n"],
  ["a sweep that is off where it cannot be asked", 1, tried("return (await db.setting.find(id)) !== 1;", "return true;", "isSweepDisabled")],
  ["what is noted for figures", 0, tried("return await db.search.insert(id);", "return null;", "logSearch")],
  ["what is noted of a denial", 1, tried("return await db.search.insert(id);", "return null;", "logPermissionDenied")],
  ["what a phone keeps", 0, service("  await AsyncStorage.setItem(id, 1).catch(() => {});")],
  ["what a shop keeps", 1, service("  await OrderStorage.setItem(id, 1).catch(() => {});")],
  ["the text of a page", 0, service("  return await frame.title().catch(() => null);")],
  ["the text of a book", 1, service("  return await book.title().catch(() => null);")],
  ["how far it is, told by a job", 0, service("  await lessons.reportProgress(id).catch(() => {});")],
  ["pieces that come one by one", 1, service("  try { for await (const one of id.pages()) use(one); } catch {}")],
  ["pieces that are there", 0, service("  let sum = 0; try { for (const one of id.pages()) sum += one; } catch {} return sum;")],
  ["a walk that goes on by itself", 0, "export class Tree {\n  async walk(one) { try { return await this.walk(one.next); } catch { return null; } }\n}\n"],
  ["a walk that another goes on with", 1, "export class Tree {\n  async walk(one) { try { return await this.step(one.next); } catch { return null; } }\n}\n"],
  ["a walk of an object that goes on by itself", 0, "module.exports = {\n  async walk(one) { try { return await this.walk(one.next); } catch { return null; } },\n};\n"],
  ["a signature that a function of the file works out", 0, `const two = async (a) => { await crypto.subtle.sign(a); };\nasync function one(a) { await two(a); }\n${tried("return await one(id);", "return null;")}`],
  ["a signature that is worked out further away than one looks", 1, `const three = async (a) => { await crypto.subtle.sign(a); };\nconst two = async (a) => { await three(a); };\nasync function one(a) { await two(a); }\n${tried("return await one(id);", "return null;")}`],
  // Done for what it does
  ["a listener that is called", 1, service("  try { id.onOrder?.(1); } catch {}")],
  ["a value that is asked for", 0, service("  let total = 0;\n  try { total = id.sum(); } catch {}\n  return total;")],
  ["a listener in whose place something else is called", 0, service("  try { id.onOrder(1); } catch { id.order = 1; }")],
  ["an event of an audit, by a function that notes things", 1, service("  await auditService.logDeletion(id).catch(() => {});")],
  ["a search that is noted by one of that name", 0, service("  await searchService.logQuery(id).catch(() => {});")],
  ["rows that a sweep leaves", 1, "export async function cleanup(id) {\n  try { await db.order.delete(id); } catch {}\n}\nmodule.exports = cleanup;\n"],
  ["a timer that a sweep leaves", 0, "export async function cleanup(id) {\n  try { await timers.delete(id); } catch {}\n}\nmodule.exports = cleanup;\n"],
  // Settled results
  ["mails to everybody", 1, service("  await Promise.allSettled(id.map((one) => mail.send(one)));")],
  ["ends of what was begun", 0, service("  await Promise.allSettled(id.map((one) => one.closeAll()));")],
  ["promises that the caller has made", 0, service("  await Promise.allSettled(id);")],
  ["workers of the file that see to what fails", 0, "async function work(id) { try { await send(id); } catch (error) { console.error(error); } }\nexport async function load(ids) {\n  await Promise.allSettled(ids.map((id) => work(id)));\n}\n"],
  ["steps on a page", 0, service("  await Promise.allSettled(id.map((one) => page.title(one)));")],
  ["pieces that are changed by their address", 1, service("  await Promise.allSettled(id.map((one) => fetch(one, { method: \"PUT\" })));")],
  ["pieces that are changed by the client's method", 1, service("  await Promise.allSettled(id.map((one) => axios.put(one)));")],
  ["pieces that are asked for by their address", 0, service("  await Promise.allSettled(id.map((one) => fetch(one, { method: \"GET\" })));")],
  ["pieces with a header that is called like a method", 0, service("  await Promise.allSettled(id.map((one) => fetch(one, { kind: \"PUT\" })));")],
  ["an answer in a chat, beside work that records its own", 0, `import { reply } from "./chat.js";\nasync function work(id) { try { await send(id); } catch (error) { console.error(error); throw error; } }\n${service("  await Promise.allSettled([work(id), ctx.reply(id)]);")}`],
  ["work that records nothing, beside an answer in a chat", 1, `async function work(id) { await mail.send(id); }\n${service("  await Promise.allSettled([work(id), ctx.reply(id)]);")}`],
  ["what is printed by another file", 1, service("  await Promise.allSettled(id.map((one) => printOrder(one)));")],
  ["what is loaded by another file", 0, service("  await Promise.allSettled(id.map((one) => loadOrder(one)));")],
  ["what is printed by this file", 0, `const printOrder = async (one) => { await paper.show(one); };\n${service("  await Promise.allSettled(id.map((one) => printOrder(one)));")}`],
  ["what is made by a function without a name", 0, service("  await Promise.allSettled(id.map((one) => (one.open ?? one.shut)(one)));")],
  ["a list that is made in another way", 0, service("  await Promise.allSettled(tasksOf((one) => mail.send(one)));")],
  ["what is printed, of which only what went well is read", 0, fulfilled("printOrder(one)")],
  ["mails, of which only what went well is read", 1, fulfilled("mail.send(one)")],
  ["a function of the file that sends", 1, fulfilled("deliver(one)", "async function deliver(one) { return mail.send(one); }")],
  ["a function of the file, without braces, that sends", 1, fulfilled("deliver(one)", "const deliver = async (one) => mail.send(one);")],
  ["a function of the file by that name that waits for nobody", 0, fulfilled("deliver(one)", "async function deliver(one) { return one.sum(); }")],
  ["a function of the file by that name that waits for something", 1, fulfilled("deliver(one)", "async function deliver(one) { await paper.show(one); }")],
  ["a function of the file that posts", 1, fulfilled("print(one)", "async function print(one) { await axios.post(one); }")],
  ["a function of the file that asks", 0, fulfilled("print(one)", "async function print(one) { await axios.get(one); }")],
  ["a function of the file that writes a file of its own", 0, fulfilled("print(one)", "async function print(one) { await fs.rename(one, one.old); }")],
  ["a function of the file that writes a file of somebody's", 1, fulfilled("print(one)", "async function print(one) { await disk.rename(one, one.old); }")],
  ["what is made of a mail that is waited for", 1, fulfilled("shape(await mail.send(one))", "", "async ")],
  ["what is made of a text that is waited for", 0, fulfilled("shape(await mail.show(one))", "", "async ")],
  ["a mail behind a limiter", 1, fulfilled("limit(() => mail.send(one))")],
  ["a mail among what is given to another", 0, fulfilled("shape(mail.send(one))")],
  ["a model that is asked", 0, fulfilled("openai.responses.create(one)")],
  ["a model that is asked by its name", 0, fulfilled("client.messages.create({ model: one })")],
  ["a message that is made", 1, fulfilled("client.messages.create({ text: one })")],
  ["what somebody may see", 1, fulfilled("policy.hasAccess(one)")],
  ["a demand of it, which throws to say no", 0, fulfilled("policy.requireAccess(one)")],
  ["what somebody sees", 0, fulfilled("policy.hasView(one)")],
  // Pages
  ["a page that is left empty", 1, "export const getServerSideProps = async ({ params }) => {\n  try { return { props: { report: await fetchReport(params.id) } }; } catch { return { props: { report: null } }; }\n};\nprocess.env.X;\n", "pages/report.tsx"],
  ["a page that is not to be had", 0, "export const getServerSideProps = async ({ params }) => {\n  try { return { props: { report: await fetchReport(params.id) } }; } catch { return { notFound: true }; }\n};\nprocess.env.X;\n", "pages/report.tsx"],
  ["a page that asks for the rest by itself", 0, "export const getServerSideProps = async () => {\n  try { await helpers.orders.prefetch(); return { props: { state: await fetchState() } }; } catch { return { props: {} }; }\n};\nprocess.env.X;\n", "pages/report.tsx"],
  ["a page that is given what was fetched for it", 0, "export const getServerSideProps = async () => {\n  try { const user = await helpers.user.fetch(); return { props: { state: helpers.dehydrate() } }; } catch { return { props: {} }; }\n};\nprocess.env.X;\n", "pages/report.tsx"],
  // The browser's half of a file
  ["what only a browser does", 0, "if (typeof window !== \"undefined\") {\n  saveChoice(auth).catch(() => {});\n}\nmodule.exports = process.env.X;\n"],
  ["a request with the browser's own cookies", 0, "const send = async (id) => {\n  try { return (await fetch(url, { method: \"PUT\", credentials: \"include\" })).ok; } catch { return false; }\n};\nexport default send;\n", "src/tools/renew.js"],
  ["a store that a browser has", 0, "export const forget = async (id) => {\n  try { const db = await openStore(indexedDB); await db.delete(id); } catch { return; }\n};\n"],
  ["a request without them", 1, "const send = async (id) => {\n  try { return (await fetch(url, { method: \"PUT\", redirect: \"manual\" })).ok; } catch { return false; }\n};\nexport default send;\n", "src/tools/renew.js"],
  ["a file that a tool has written", 0, `/* This is code generated by a tool. Do not edit directly. */\n${tried("return await db.order.update({ where: { id } });", "return null;")}`],
  ["what a server does", 1, "if (typeof window === \"undefined\") {\n  saveChoice(auth).catch(() => {});\n}\nmodule.exports = process.env.X;\n"],
];

describe("failures outside handlers that are reported by default", () => {
  test.each(ROWS.map(([sentence, ...row]) => ({ sentence, row })))("$sentence", ({ row: [count, code, path = "src/services/orders.js"] }) => {
    for (const parser of parsersFor(code)) expect(lint(RULE, code, { path, parser }).length, parser).toBe(count);
  });

  test.each(ROWS.filter(([, count, , path]) => count === 1 && path === undefined).map(([sentence, , code]) => ({ sentence, code })))("strict has it too: $sentence", ({ code }) => {
    expect(lint(RULE, code, { path: "src/services/orders.js", options: { unclear: true } }).length).toBe(1);
  });
});
