/** How each app is built and started, and where its doors are. */
import { spawn } from "node:child_process";
import { createHmac } from "node:crypto";
import { writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { join } from "node:path";
import type { Outside } from "./outside.js";
import { ACCOUNT_KEY, ADMIN, CUSTOMER, NEW_PASSWORD, SESSION_KEY, type Person } from "./people.js";
import { run } from "./prepare.js";

export interface RunningShop {
  readonly url: string;
  /** All that it printed until now. */
  printed(): string;
  /** Resolves once it has printed what matches. */
  until(pattern: RegExp): Promise<RegExpExecArray>;
  stop(): void;
}

export interface Door {
  readonly method: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** A text is sent as it is. */
  readonly body?: unknown;
}

export interface Shop {
  start(folder: string, tools: string, outside: Outside): Promise<RunningShop>;
  /** Where customers sign up; the others begin with theirs. */
  readonly register?: (person: Person) => Door;
  readonly login: (email: string, password: string) => Door;
  /** What only administrators may, asked by a customer. */
  readonly adminOnly: (customerId: string) => Door;
  readonly changeRole: (customerId: string) => Door;
  readonly exportData: (customerId: string) => Door;
  readonly forgedWebhook: Door;
  /** What it answers with an error of its own. */
  readonly breaks?: Door;
  readonly requestReset: Door;
  /** What the platform itself says of the client. */
  readonly headersFrom?: (address: string) => Readonly<Record<string, string>>;
  /** It mails the token by a service that listens here. */
  readonly mails?: true;
  readonly completeReset: (token: string) => Door;
}

const json = (method: string, path: string, body: unknown, headers: Record<string, string> = {}): Door => ({
  method,
  path,
  headers: { "content-type": "application/json", ...headers },
  body,
});

/** Sessions are signed tokens in two of the apps: an administrator's is made, for none can sign up. */
function signed(id: string, role: string): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const text = `${part({ alg: "HS256", typ: "JWT" })}.${part({ sub: id, role, email: "", exp: 4_000_000_000 })}`;
  return `${text}.${createHmac("sha256", SESSION_KEY).update(text).digest("base64url")}`;
}

const FORGED_WEBHOOK = { type: "payment.refunded", data: { orderId: "o-1" } };
const forgedWebhook = (path: string): Door => json("POST", path, FORGED_WEBHOOK, { "x-signature": "00ff" });

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const cookie = (token: string) => ({ cookie: `shop_session=${token}` });

export const SHOPS: Readonly<Record<string, Shop>> = {
  "express-shop": {
    async start(folder) {
      await run(folder, join(folder, "node_modules/typescript/bin/tsc"), ["--noEmit", "false", "--outDir", "dist"]);
      const port = await freePort();
      const env = { PORT: `${port}`, JWT_SECRET: SESSION_KEY };
      return serve([process.execPath, "dist/src/app.js"], folder, /listening on port/, env, `http://127.0.0.1:${port}/`);
    },
    register: ({ email, password }) => json("POST", "api/auth/register", { email, password, name: "A customer" }),
    login: (email, password) => json("POST", "api/auth/login", { email, password }),
    adminOnly: (id) => ({ method: "GET", path: "api/admin/users", headers: bearer(signed(id, "customer")) }),
    changeRole: (id) => json("PATCH", `api/admin/users/${id}/role`, { role: "support" }, bearer(signed(ADMIN.id, "admin"))),
    exportData: (id) => ({ method: "GET", path: "api/account/export", headers: bearer(signed(id, "customer")) }),
    forgedWebhook: forgedWebhook("api/webhooks/payments"),
    requestReset: json("POST", "api/auth/forgot-password", { email: CUSTOMER.email }),
    completeReset: (token) => json("POST", "api/auth/reset-password", { token, password: NEW_PASSWORD }),
  },
  "next-shop": {
    async start(folder, _tools, outside) {
      const env = { SESSION_SECRET: SESSION_KEY, EMAIL_API_URL: `${outside.url}/mail`, NEXT_TELEMETRY_DISABLED: "1", NODE_ENV: "production" };
      // As docs/logger.md says for an app behind one proxy; Next.js runs this once, where the server starts.
      const configured = `import { configureLogging } from "@/lib/logging";\n\nexport function register() {\n  configureLogging({ trustedProxies: 1 });\n}\n`;
      writeFileSync(join(folder, "instrumentation.ts"), configured);
      const next = join(folder, "node_modules/next/dist/bin/next");
      await run(folder, next, ["build"], env);
      const port = await freePort();
      return serve([process.execPath, next, "start", "-H", "127.0.0.1", "-p", `${port}`], folder, /Ready/, env, `http://127.0.0.1:${port}/`);
    },
    register: ({ email, password }) => json("POST", "api/register", { email, password, name: "A customer" }),
    login: (email, password) => json("POST", "api/auth/login", { email, password }),
    adminOnly: (id) => ({ method: "GET", path: "api/admin/users", headers: cookie(signed(id, "customer")) }),
    changeRole: (id) => json("PATCH", `api/admin/users/${id}/role`, { role: "staff" }, cookie(signed(ADMIN.id, "admin"))),
    exportData: (id) => ({ method: "GET", path: "api/account/export", headers: cookie(signed(id, "customer")) }),
    forgedWebhook: forgedWebhook("api/webhooks/payments"),
    requestReset: json("POST", "api/auth/password-reset", { email: CUSTOMER.email }),
    mails: true,
    completeReset: (token) => json("POST", "api/auth/password-reset/confirm", { token, password: NEW_PASSWORD }),
  },
  "workers-shop": {
    async start(folder, tools, outside) {
      await run(folder, join(folder, "node_modules/typescript/bin/tsc"), ["--noEmit"]);
      const people = JSON.stringify([{ ...CUSTOMER, role: "customer" }, { ...ADMIN, role: "admin" }]);
      return serve([process.execPath, "worker.js", folder, outside.url, people], tools, /listening (\S+)/);
    },
    login: (email, password) => json("POST", "api/auth/login", { email, password }),
    adminOnly: () => ({ method: "GET", path: "api/admin/users", headers: bearer(CUSTOMER.token) }),
    changeRole: () => json("PATCH", `api/admin/users/${CUSTOMER.id}/role`, { role: "staff" }, bearer(ADMIN.token)),
    exportData: () => ({ method: "GET", path: "api/account/export", headers: bearer(CUSTOMER.token) }),
    forgedWebhook: forgedWebhook("api/webhooks/payments"),
    breaks: json("POST", "api/auth/login", "{"),
    headersFrom: (address) => ({ "cf-connecting-ip": address }),
    requestReset: json("POST", "api/auth/password-reset", { email: CUSTOMER.email }),
    mails: true,
    completeReset: (token) => json("POST", "api/auth/password-reset/complete", { token, password: NEW_PASSWORD }),
  },
  "supabase-shop": {
    async start(folder, tools, outside) {
      await run(folder, join(folder, "node_modules/typescript/bin/tsc"), ["--noEmit"]);
      // Packages from node_modules, and a stand-in for the one module that is fetched from elsewhere.
      writeFileSync(join(folder, "server.ts"), "export const serve = (handler: Deno.ServeHandler) => void Deno.serve(handler);\n");
      const imports = { "https://deno.land/std@0.224.0/http/server.ts": "./server.ts" };
      writeFileSync(join(folder, "deno.json"), JSON.stringify({ nodeModulesDir: "manual", imports }));
      const functions = join(folder, "supabase/functions");
      const args = ["run", "--allow-all", "--no-check", "--config", join(folder, "deno.json"), join(tools, "functions.js"), functions];
      // The one of the functions themselves names the registry's package; here it is what package.json installed.
      writeFileSync(join(functions, "deno.json"), "{}");
      const env = { SUPABASE_URL: outside.url, NO_COLOR: "1" };
      return serve([join(tools, "node_modules/.bin/deno"), ...args], folder, /listening (\S+)/, env);
    },
    login: (email, password) => json("POST", "login", { email, password }),
    adminOnly: () => json("POST", "set-user-role", { userId: CUSTOMER.id, role: "admin" }, bearer(CUSTOMER.token)),
    changeRole: () => json("POST", "set-user-role", { userId: CUSTOMER.id, role: "staff" }, bearer(ADMIN.token)),
    exportData: () => ({ method: "GET", path: "export-data", headers: bearer(CUSTOMER.token) }),
    forgedWebhook: forgedWebhook("payment-webhook"),
    breaks: json("POST", "login", "{"),
    requestReset: json("POST", "password-reset-request", { email: CUSTOMER.email }),
    completeReset: (token) => json("POST", "password-reset-complete", { email: CUSTOMER.email, token, newPassword: NEW_PASSWORD }),
  },
};

/** @param ready what it prints once it listens; its group is the address, where none is given */
async function serve(
  command: readonly string[],
  cwd: string,
  ready: RegExp,
  env: Readonly<Record<string, string>> = {},
  url?: string,
): Promise<RunningShop> {
  const [program = "", ...args] = command;
  const { NODE_ENV: _test, ...inherited } = process.env;
  const everything = { ...inherited, AUDIT_ACCOUNT_KEY: ACCOUNT_KEY, ...env };
  const server = spawn(program, args, { cwd, env: everything, stdio: ["ignore", "pipe", "pipe"], detached: true });
  let printed = "";
  for (const stream of [server.stdout, server.stderr]) stream.on("data", (data: Buffer) => (printed += data.toString("utf8")));
  const until = (pattern: RegExp): Promise<RegExpExecArray> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        const match = pattern.exec(printed);
        if (match) resolve(match);
      };
      for (const stream of [server.stdout, server.stderr]) stream.on("data", look);
      server.once("error", reject);
      server.once("exit", () => reject(new Error(`${program} ended before it printed ${String(pattern)}:\n${printed}`)));
      look();
    });
  const found = await until(ready);
  // With whatever it started in turn: some of these programs only start the real one, and would leave it behind.
  return { url: url ?? found[1]!, printed: () => printed, until, stop: () => void process.kill(-server.pid!) };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
