/** What a person sees in an editor: ESLint's language server, as VS Code, Zed, Neovim and others run it, over its protocol. */
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { installPrograms } from "./installed.js";
import { startEditor, withEdits, type Editor } from "./language-server.js";
import { ESLINT_CONFIG, LOGIN, LOGIN_PATH, LOGIN_RULES } from "./login.js";

const PAGES = "https://github.com/eslint-plugin-audit-logging/eslint-plugin-audit-logging/blob/main/docs/rules";

let folder: string;
let editor: Editor;

beforeAll(async () => {
  const programs = await installPrograms();
  folder = programs.project({ "eslint.config.js": ESLINT_CONFIG, [LOGIN_PATH]: LOGIN });
  const server = programs.program("vscode-langservers-extracted/bin/vscode-eslint-language-server");
  editor = await startEditor([process.execPath, server, "--stdio"], folder, {
    validate: "on",
    run: "onType",
    nodePath: null,
    experimental: {},
    workingDirectory: { mode: "location" },
    workspaceFolder: { uri: pathToFileURL(folder).href, name: "project" },
    problems: { shortenToSingleLine: false },
    rulesCustomizations: [],
    options: {},
    codeAction: { disableRuleComment: { enable: true, location: "separateLine" }, showDocumentation: { enable: true } },
  });
});

afterAll(() => editor?.close());

const open = () => editor.open(join(folder, LOGIN_PATH), "typescript");

test("each finding leads to its rule's page", async () => {
  const found = await editor.diagnostics(open().uri);
  expect(found.map(({ code }) => code)).toEqual(LOGIN_RULES);
  expect(found.map(({ codeDescription }) => codeDescription?.href)).toEqual(LOGIN_RULES.map((rule) => `${PAGES}/${rule.split("/")[1]}.md`));
  expect(found[1]).toMatchObject({
    source: "eslint",
    message: "This failure becomes a clean answer and nothing is kept of it; record it before answering, or pass it on.",
    range: { start: { line: 5, character: 4 }, end: { line: 5, character: 17 } },
  });
});

/** The file after the quick fix that has this title. */
async function afterQuickFix(of: string, offer: string): Promise<string> {
  const { uri, text } = open();
  const finding = (await editor.diagnostics(uri)).find(({ code }) => code === of)!;
  const actions = await editor.actions(uri, finding);
  const action = actions.find(({ title, kind }) => kind === "quickfix" && title === `${offer} (${of})`);
  if (!action) throw new Error(`There is only: ${actions.map(({ title }) => title).join(", ")}`);
  return withEdits(text, await editor.changesOf(action));
}

test("the quick fix of a silent catch records it, and brings the import", async () => {
  expect(await afterQuickFix("audit-logging/no-silent-catch", "Record the failure.")).toBe(`import { logger } from "@/lib/logging";

export async function POST(request: Request) {
  const { email, password } = await request.json();
  try {
    const user = await verifyCredentials(email, password);
    return Response.json({ token: await createSession(user) });
  } catch (error) {
    logger.error("POST /api/auth/login failed", { error });
    return Response.json({ error: "Invalid credentials" }, { status: 401 });
  }
}
`);
});

test("the quick fix of a silent refusal records it, and brings the import", async () => {
  expect(await afterQuickFix("audit-logging/log-on-4xx", "Record the denial with securityLog.")).toBe(
    `import { securityLog, requestContext } from "@/lib/logging";

export async function POST(request: Request) {
  const { email, password } = await request.json();
  try {
    const user = await verifyCredentials(email, password);
    return Response.json({ token: await createSession(user) });
  } catch (error) {
    securityLog.warn("auth.login", {
      actor: "anon",
      route: "POST /api/auth/login",
      outcome: "denied",
      reason: "invalid_credentials",
      error,
      ...requestContext(request),
    });
    return Response.json({ error: "Invalid credentials" }, { status: 401 });
  }
}
`,
  );
});

test("the editor can show the rule's page", async () => {
  const { uri } = open();
  const [finding] = await editor.diagnostics(uri);
  const titles = (await editor.actions(uri, finding!)).map(({ title }) => title);
  expect(titles).toContain(`Show documentation for ${LOGIN_RULES[0]}`);
});
