/** Bundles the Worker of the given folder as wrangler would, and serves it by workerd with a database and a store in memory. */
import { pbkdf2Sync } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { Log, LogLevel, Miniflare, Response } from "miniflare";

const [folder = ".", outside = "", people = "[]"] = process.argv.slice(2);
const { outputFiles } = await build({ entryPoints: [join(folder, "src/index.ts")], bundle: true, format: "esm", write: false, target: "es2022" });
const shop = new Miniflare({
  modules: true,
  script: outputFiles[0].text,
  compatibilityDate: "2026-04-01",
  // With this, what is bound is in process.env too, where the logger looks for its key.
  compatibilityFlags: ["nodejs_compat"],
  bindings: { WEBHOOK_SECRET: "whsec_test", PAYMENTS_URL: "https://payments.example.com", AUDIT_ACCOUNT_KEY: process.env.AUDIT_ACCOUNT_KEY },
  kvNamespaces: ["SESSIONS"],
  d1Databases: ["DB"],
  host: "127.0.0.1",
  port: 0,
  log: new Log(LogLevel.NONE),
  // All that the Worker fetches is mail.
  async outboundService(request) {
    await fetch(`${outside}/mail`, { method: "POST", body: await request.text() });
    return new Response("{}");
  },
  handleRuntimeStdio(stdout, stderr) {
    stdout.pipe(process.stdout);
    stderr.pipe(process.stderr);
  },
});
const url = await shop.ready;
const { DB, SESSIONS } = await shop.getBindings();
for (const statement of readFileSync(join(folder, "schema.sql"), "utf8").split(";")) {
  if (statement.trim()) await DB.prepare(statement).run();
}
for (const { id, email, password, token, role } of JSON.parse(people)) {
  const salt = "00112233445566778899aabbccddeeff";
  const hash = pbkdf2Sync(password, Buffer.from(salt, "hex"), 100_000, 32, "sha256").toString("hex");
  await DB.prepare("INSERT INTO users VALUES (?, ?, ?, ?)").bind(id, email, `${salt}:${hash}`, role).run();
  await SESSIONS.put(`session:${token}`, JSON.stringify({ userId: id, role }));
}
console.log(`listening ${url.href}`);
