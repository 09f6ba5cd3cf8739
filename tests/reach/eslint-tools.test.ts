/** What ESLint's config inspector and its MCP server make of the rules: what their users see of them, and what they do not. */
import { spawn, type ChildProcessByStdio } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import { beforeAll, describe, expect, test } from "vitest";
import { RULES } from "../../rules/index.js";
import plugin from "../../src/index.js";
import { installPrograms, runScript, type Installed } from "./installed.js";
import { ESLINT_CONFIG, LOGIN, LOGIN_PATH, LOGIN_RULES } from "./login.js";

let programs: Installed;
let folder: string;
beforeAll(async () => {
  programs = await installPrograms();
  folder = programs.project({ "eslint.config.js": ESLINT_CONFIG, [LOGIN_PATH]: LOGIN });
});

describe("the config inspector", () => {
  interface Payload {
    readonly configs: readonly { readonly name?: string; readonly files?: readonly string[]; readonly rules?: object }[];
    readonly rules: Readonly<Record<string, object>>;
  }
  let payload: Payload;
  beforeAll(async () => {
    const { code, stderr } = await runScript(folder, programs.program("@eslint/config-inspector/bin.mjs"), "build", "--outDir", "inspector");
    if (code !== 0) throw new Error(stderr);
    const data = join(folder, "inspector/__rpc-dump");
    const file = readdirSync(data).find((name) => name.includes("get-payload.fallback"))!;
    payload = (decoded(JSON.parse(readFileSync(join(data, file), "utf8")) as Encoded) as { output: Payload }).output;
  });

  test.each(RULES.map(({ definition }) => definition))("shows of $name what it asks, its page, its default options and whether it is recommended", ({ name, docs, defaults }) => {
    const { meta } = plugin.rules[name]!;
    expect(payload.rules[`audit-logging/${name}`]).toMatchObject({
      plugin: "audit-logging",
      docs: { description: docs.description, url: meta!.docs!.url, recommended: docs.recommended !== false },
      hasSuggestions: true,
      defaultOptions: [defaults],
    });
  });

  test("shows none of them as deprecated, or as mended by --fix", () => {
    const own = Object.entries(payload.rules).filter(([id]) => id.startsWith("audit-logging/"));
    expect(own).toHaveLength(RULES.length);
    for (const [, rule] of own) expect([Object.hasOwn(rule, "deprecated"), Object.hasOwn(rule, "fixable")]).toEqual([false, false]);
  });

  test("names the preset, with its files and severities", () => {
    const [preset] = plugin.configs.recommended;
    expect(payload.configs.find(({ name }) => name === "audit-logging/recommended")).toMatchObject({ files: preset!.files, rules: preset!.rules });
  });
});

/**
 * A value as the structured clone of the inspector's dump has it: an array of [kind, value], whose parts are told by their
 * index.
 */
type Encoded = readonly (readonly [kind: number, value: unknown])[];

function decoded(all: Encoded, index = 0): unknown {
  if (index < 0) return undefined;
  const [kind, value] = all[index] ?? [-1, undefined];
  if (kind === 1) return (value as number[]).map((part) => decoded(all, part));
  if (kind === 2)
    return Object.fromEntries((value as [number, number][]).map(([key, part]) => [decoded(all, key), decoded(all, part)]));
  return value;
}

describe("the MCP server", () => {
  interface Message {
    readonly ruleId: string;
    readonly messageId: string;
    readonly message: string;
    readonly suggestions: readonly {
      readonly desc: string;
      readonly fix: { readonly range: readonly [number, number]; readonly text: string };
    }[];
  }

  async function linted(path: string): Promise<Message[]> {
    const server = spawn(process.execPath, [programs.program("@eslint/mcp/src/mcp-cli.js")], { cwd: folder, stdio: ["pipe", "pipe", "ignore"] });
    const ended = once(server, "close");
    const client = { name: "test", version: "1" };
    await ask(server, 1, "initialize", { protocolVersion: "2025-06-18", capabilities: {}, clientInfo: client });
    const { content } = (await ask(server, 2, "tools/call", { name: "lint-files", arguments: { filePaths: [path] } })) as { content: { text: string }[] };
    server.kill();
    await ended;
    const [result] = content.filter(({ text }) => text.startsWith("{"));
    return (JSON.parse(result!.text) as { messages: Message[] }).messages;
  }

  test("gives an agent each finding with its rule, what is to be done, and the edit; no link, which ESLint hands to formatters alone", async () => {
    const messages = await linted(join(folder, LOGIN_PATH));
    expect(messages.map(({ ruleId }) => ruleId)).toEqual(LOGIN_RULES);
    expect(messages.map(({ message }) => message).join("\n")).toMatch(/record auth\.login there with actor, route, outcome and reason\.\n.*record it before answering.*\n.*record the denial \(actor, route, outcome, reason\) before this exit\./);
    expect(JSON.stringify(messages)).not.toContain("docs/rules");
    const [{ desc, fix }] = messages[2]!.suggestions as [Message["suggestions"][0]];
    expect(desc).toBe("Record the denial with securityLog.");
    expect(LOGIN.slice(0, fix.range[0]) + fix.text + LOGIN.slice(fix.range[1])).toContain(`    securityLog.warn("auth.login", {
      actor: "anon",
      route: "POST /api/auth/login",
      outcome: "denied",
      reason: "invalid_credentials",
`);
  });
});

type Server = ChildProcessByStdio<Writable, Readable, null>;

/** Sends a request, and resolves with its result. One line is one message. */
async function ask(server: Server, id: number, method: string, params: object): Promise<unknown> {
  server.stdin.write(`${JSON.stringify({ jsonrpc: "2.0", id, method, params })}\n`);
  for await (const line of createInterface({ input: server.stdout, crlfDelay: Infinity })) {
    const message = JSON.parse(line) as { id?: number; result?: unknown; error?: { message: string } };
    if (message.id !== id) continue;
    if (message.error) throw new Error(message.error.message);
    return message.result;
  }
  throw new Error("The server ended before it answered.");
}
