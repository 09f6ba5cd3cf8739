/** A small editor: speaks the Language Server Protocol with a server over its standard input and output. */
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

export interface Position {
  readonly line: number;
  readonly character: number;
}

export interface Range {
  readonly start: Position;
  readonly end: Position;
}

export interface Diagnostic {
  readonly range: Range;
  readonly message: string;
  readonly code?: string;
  readonly source?: string;
  readonly codeDescription?: { readonly href: string };
}

export interface TextEdit {
  readonly range: Range;
  readonly newText: string;
}

interface WorkspaceEdit {
  readonly changes?: Readonly<Record<string, readonly TextEdit[]>>;
  readonly documentChanges?: readonly { readonly edits: readonly TextEdit[] }[];
}

export interface CodeAction {
  readonly title: string;
  readonly kind?: string;
  readonly diagnostics?: readonly Diagnostic[];
  readonly edit?: WorkspaceEdit;
  readonly command?: { readonly command: string; readonly arguments?: readonly unknown[] };
}

interface Message {
  readonly id?: number | string;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}

export interface Editor {
  /** Opens a file, and gives its address and its text; a byte order mark is the editor's affair. */
  readonly open: (path: string, language: string) => { readonly uri: string; readonly text: string };
  /** What the server finds in it. */
  readonly diagnostics: (uri: string) => Promise<readonly Diagnostic[]>;
  /** What the server offers to do about it. */
  readonly actions: (uri: string, diagnostic: Diagnostic) => Promise<readonly CodeAction[]>;
  /** Does it, and gives the changes that the server asks for. */
  readonly changesOf: (action: CodeAction) => Promise<readonly TextEdit[]>;
  readonly close: () => Promise<void>;
}

const CAPABILITIES = {
  workspace: {
    configuration: true,
    applyEdit: true,
    workspaceEdit: { documentChanges: true },
    workspaceFolders: true,
    // oxlint answers questions for diagnostics only to an editor that says this.
    diagnostics: { refreshSupport: true },
  },
  textDocument: {
    diagnostic: { dynamicRegistration: true },
    publishDiagnostics: { codeDescriptionSupport: true },
    codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: ["quickfix"] } } },
  },
};

/**
 * @param settings what the server gets for each question about the workspace's configuration
 * @param options what it gets at the start
 */
export async function startEditor(
  command: readonly [string, ...string[]],
  folder: string,
  settings: unknown,
  options?: unknown,
): Promise<Editor> {
  const server = spawn(command[0], command.slice(1), { cwd: folder, stdio: ["pipe", "pipe", "ignore"] });
  const waiting = new Map<number, { resolve(value: never): void; reject(error: Error): void }>();
  const applied: WorkspaceEdit[] = [];
  const ended = new Promise<void>((resolve) => server.on("close", () => resolve()));
  void ended.then(() => {
    for (const { reject } of waiting.values()) reject(new Error("The server ended."));
  });

  function send(message: Message): void {
    const body = JSON.stringify({ jsonrpc: "2.0", ...message });
    server.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  }

  function answer({ method, params }: Message): unknown {
    if (method === "workspace/configuration") return (params as { items: unknown[] }).items.map(() => settings);
    if (method === "workspace/workspaceFolders") return [workspaceFolder];
    if (method !== "workspace/applyEdit") return null;
    applied.push((params as { edit: WorkspaceEdit }).edit);
    return { applied: true };
  }

  onMessages(server.stdout, (message) => {
    if (message.method !== undefined) {
      if (message.id !== undefined) send({ id: message.id, result: answer(message) });
      return;
    }
    const request = waiting.get(message.id as number);
    waiting.delete(message.id as number);
    if (message.error) request?.reject(new Error(message.error.message));
    else request?.resolve(message.result as never);
  });

  let last = 0;
  function ask<Result>(method: string, params: unknown): Promise<Result> {
    const id = ++last;
    return new Promise<Result>((resolve, reject) => {
      waiting.set(id, { resolve, reject });
      send({ id, method, params });
    });
  }

  const workspaceFolder = { uri: pathToFileURL(folder).href, name: "project" };
  await ask("initialize", {
    processId: process.pid,
    rootUri: workspaceFolder.uri,
    workspaceFolders: [workspaceFolder],
    capabilities: CAPABILITIES,
    initializationOptions: options,
  });
  send({ method: "initialized", params: {} });

  return {
    open(path, languageId) {
      const uri = pathToFileURL(path).href;
      const text = readFileSync(path, "utf8").replace(/^\uFEFF/, "");
      send({ method: "textDocument/didOpen", params: { textDocument: { uri, languageId, version: 1, text } } });
      return { uri, text };
    },
    async diagnostics(uri) {
      const report = await ask<{ items?: Diagnostic[] }>("textDocument/diagnostic", { textDocument: { uri } });
      return report.items ?? [];
    },
    async actions(uri, diagnostic) {
      const context = { diagnostics: [diagnostic], only: ["quickfix"], triggerKind: 1 };
      return (await ask<CodeAction[] | null>("textDocument/codeAction", { textDocument: { uri }, range: diagnostic.range, context })) ?? [];
    },
    async changesOf({ edit, command }) {
      if (edit) return editsOf(edit);
      applied.length = 0;
      await ask("workspace/executeCommand", command);
      return applied.flatMap(editsOf);
    },
    async close() {
      await ask("shutdown", undefined);
      send({ method: "exit" });
      server.stdin.end();
      await ended;
    },
  };
}

function editsOf({ changes = {}, documentChanges = [] }: WorkspaceEdit): TextEdit[] {
  return [...Object.values(changes).flat(), ...documentChanges.flatMap(({ edits }) => edits)];
}

/** Calls `onMessage` for each message as soon as all of it is there. */
function onMessages(stream: NodeJS.ReadableStream, onMessage: (message: Message) => void): void {
  let rest = Buffer.alloc(0);
  stream.on("data", (data: Buffer) => {
    rest = Buffer.concat([rest, data]);
    for (;;) {
      const end = rest.indexOf("\r\n\r\n");
      const [, length] = /Content-Length: (\d+)/i.exec(rest.subarray(0, Math.max(end, 0)).toString()) ?? [];
      if (length === undefined || rest.length < end + 4 + Number(length)) return;
      const body = rest.subarray(end + 4, end + 4 + Number(length)).toString();
      rest = rest.subarray(end + 4 + Number(length));
      onMessage(JSON.parse(body) as Message);
    }
  });
}

export function offsetOf(text: string, { line, character }: Position): number {
  const lines = text.split("\n").slice(0, line);
  return lines.reduce((sum, { length }) => sum + length + 1, 0) + character;
}

/** The text with the edits, none of which may overlap another. */
export function withEdits(text: string, edits: readonly TextEdit[]): string {
  const placed = edits.map(({ range: { start, end }, newText }) => ({
    range: [offsetOf(text, start), offsetOf(text, end)] as const,
    newText,
  }));
  return placed
    .sort((one, other) => other.range[0] - one.range[0])
    .reduce((all, { range, newText }) => all.slice(0, range[0]) + newText + all.slice(range[1]), text);
}
