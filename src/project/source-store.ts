/**
 * The project's files, read and parsed when first asked for. What is remembered of each is small; of the trees only the last
 * few are kept. A file that has changed on disk is another version of itself.
 */
import { readFileSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { pagesRoute } from "../frameworks/next-pages-api.js";
import { isRouteFile } from "../frameworks/next-route-path.js";
import { ADDS_TO_REQUEST, LEAVES_CALLER } from "../analysis/shapes/request-shape.js";
import { exportList, type ExportList } from "./export-list.js";
import { parseSource, UnparsableFile } from "../parse.js";
import type { Neighbours, Question } from "../neighbours.js";
import type { Settings } from "../settings.js";
import { openSourceFile, withoutAnswers, type SourceFile } from "../source-file.js";

// Loaded with the first file that is read, and required: what is imported of it loads all of Web Crypto as well.
const require = createRequire(import.meta.url);

/** Larger files are generated or bundled, and say nothing that their parts would not. */
const MOST_BYTES = 500_000;
const TREES_KEPT = 24;

interface Known {
  stamp: string;
  /** Counts up with each change of the content; 0 for a file that is not there. */
  version: number;
  /** When it was last compared with the disk. */
  checked: number;
  /** What its text says; undefined until that is asked. Most files are asked for their version alone. */
  words?: Words | undefined;
  routes?: boolean | undefined;
  requests?: { readonly types: boolean; readonly assignments: boolean } | undefined;
  exports?: ExportList | undefined;
}

/** What a file may have to say, told by its text: one that has nothing to say need not be parsed. */
interface Words {
  readonly hash: string;
  readonly audits: boolean;
  readonly answers: boolean;
  readonly redacts: boolean;
  readonly leadsOn: boolean;
  /** So little of what it exports can be its own that what it imports may be asked for as soon. */
  readonly isShort: boolean;
}

/** `export const audit = createAudit("api")`, `export { login, users }` behind their imports. */
const SHORT = 1000;
const IMPORTS = /\bimport\b|\brequire\s*\(/;

/** Text that may mount a router of another file, hand one to it, or register a handler of it. */
const ROUTES = /\.(?:use|route|register)\s*\(|\.(?:get|post|put|patch|delete|del|all|options|head)\s*\(\s*(?:["'`][/*]|\[)|\brequire\([^)]*\)\s*\(/;
const OF_A_SERVER =
  /["'](?:express|express-promise-router|fastify|hono|koa|@koa\/router|restify|polka|itty-router)["'/]|\bRouter\s*\(|:\s*(?:\w+\.)?(?:\w*Router|\w*Application|Express)\b|\(\s*(?:app|router|server|api)\b/;

/** Text by which a route file of Next.js exports what another file holds. */
const HANDS_ON = /\bimport\b[^;"']*[{,]\s*(?:GET|POST|PUT|PATCH|DELETE)\b|\bexport\s*[*{]|\bexport\s+(?:default|const\s+[A-Z]+\s*=)\s*(?:\w+\(\s*)?[\w.]+[\s;)]*$/m;

/** Text of a worker or a function of Supabase that asks for the path, and hands the request on to what it imports. */
const DISPATCHES = /\breturn\s+(?:await\s+)?[\w.]+\(\s*req(?:uest)?\b|=>\s*[\w.]+\(\s*req(?:uest)?\b/;

const AUDITS = /audit|security|activity|access.?log|login.?attempt|compliance|violation/i;
/** Text that may make a response: its classes, the methods of `res`, a status, a word of refusal. */
const ANSWERS =
  /Response\b|\.(?:status|sendStatus|send|redirect|end|writeHead|render)\s*\(|\.json\s*\(\s*[^)\s]|\bstatus(?:Code)?\s*[:=]\s*\d|\b[45]\d\d\b|[uU]nauthori[sz]ed|[fF]orbidden|[dD]en(?:y|ied)/;
/** Text of what `redactsInBody` looks for. */
const REDACTS =
  /\bdelete\s|["'`>][^"'`\n]*(?:\*\*|••)|["'`]\W*(?:redacted|masked|filtered|censored|x+|\*+|•+|\.{3}|…)\W*["'`]|\[redacted|[<[(](?:hidden|removed|secret|omitted|sensitive|private)[>\])]|\.(?:slice|substr|substring)\s*\(|\.password\s*=/i;
/** Text that leads on to files that may have something to say where this one has not. */
const LEADS_ON = /\bexport\s*(?:\*|\{[^}]*\}\s*from\b)|\bexports\s*=\s*(?:\{\s*\.\.\.)?\s*require\b/;

/** Files are named by absolute paths; one that cannot be read or parsed is as good as none. */
export class SourceStore {
  readonly #settings: Settings;
  readonly #neighbours: Neighbours;
  readonly #root: string;
  readonly #known = new Map<string, Known>();
  readonly #trees = new Map<string, SourceFile>();
  /** Of files that may hold a name, so that they are not read for each. */
  readonly #texts = new Map<string, string>();
  #round = 1;
  /** Files that were parsed, for those who measure. */
  parsed = 0;

  constructor(root: string, settings: Settings, neighbours: Neighbours) {
    this.#root = root;
    this.#settings = settings;
    this.#neighbours = neighbours;
  }

  /** From here on, each file is compared with the disk once more, and none answers by what others were before. */
  startRound(): void {
    this.#round++;
    this.#texts.clear();
    for (const path of this.#trees.keys()) this.forgetAnswers(path);
  }

  /** 0 for a file that is not there, is too large, or cannot be read. */
  version(path: string): number {
    return this.#look(path).version;
  }

  /** By the text alone: may the file, or one that it leads on to, have an answer to the question? */
  maySay(path: string, question: Question): boolean {
    if (question === "anything") return true;
    const words = this.#words(path);
    if (!words) return false;
    if (words.leadsOn || words.isShort) return true;
    switch (question) {
      case "audit":
        return words.audits;
      case "answer":
        return words.audits || words.answers;
      case "redaction":
        return words.redacts;
    }
  }

  /**
   * By the text alone: may the file say where others' routers and handlers stand? All files are asked, so nothing else is
   * looked for.
   */
  mayRoute(path: string): boolean {
    const known = this.#look(path);
    if (known.routes !== undefined) return known.routes;
    const text = known.version > 0 ? readText(path) : undefined;
    const isServer = text !== undefined && ROUTES.test(text) && OF_A_SERVER.test(text);
    const isOfNext = isRouteFile(path) || pagesRoute(path) !== undefined;
    const dispatches = text !== undefined && text.includes("pathname") && text.includes("env") && DISPATCHES.test(text);
    return (known.routes = isServer || dispatches || (text !== undefined && isOfNext && HANDS_ON.test(text)));
  }

  /** By the text alone: does the file add types to requests, or leave the caller there? */
  atRequests(path: string): { readonly types: boolean; readonly assignments: boolean } {
    const known = this.#look(path);
    if (known.requests) return known.requests;
    const text = (known.version > 0 ? readText(path) : undefined) ?? "";
    return (known.requests = { types: ADDS_TO_REQUEST.test(text), assignments: LEAVES_CALLER.test(text) });
  }

  /** By the text alone: may the file export that name? Asked before each of many files behind `export *` is parsed. */
  mayHold(path: string, name: string): boolean {
    if (this.version(path) === 0) return false;
    const { exports } = this.#look(path);
    if (exports) return exports.own.has(name) || exports.handedOn.has(name) || exports.stars.length > 0;
    let text = this.#texts.get(path);
    if (text === undefined) this.#texts.set(path, (text = readText(path) ?? ""));
    return text.includes(name) || (this.#words(path)?.leadsOn ?? false);
  }

  /** True when the file is read at all, and its text holds that. */
  holds(path: string, text: string): boolean {
    return this.version(path) > 0 && (readText(path)?.includes(text) ?? false);
  }

  /** What the file exports; its tree is needed for that but once. */
  exports(path: string): ExportList | undefined {
    const known = this.#look(path);
    if (!known.exports) {
      const file = this.open(path);
      known.exports = file && exportList(file);
    }
    return known.exports;
  }

  /** @param fresh true for one that shares no earlier answers with others of the same file */
  open(path: string, fresh = false): SourceFile | undefined {
    if (this.version(path) === 0) return undefined;
    const known = this.#trees.get(path) ?? this.#parse(path);
    if (!known) return undefined;
    // Told from the text that was parsed, a later look knows whether it has changed.
    this.#words(path);
    this.#keep(path, known);
    return fresh ? withoutAnswers(known) : known;
  }

  /** Answers of this file that were given while others were half known are not kept. */
  forgetAnswers(path: string): void {
    const known = this.#trees.get(path);
    if (known) this.#trees.set(path, withoutAnswers(known));
  }

  #look(path: string): Known {
    const known = this.#known.get(path);
    if (known?.checked === this.#round) return known;
    const stamp = stampOf(path);
    if (known && known.stamp === stamp) {
      known.checked = this.#round;
      return known;
    }
    const words = stamp === undefined || !known?.words ? undefined : this.#wordsOf(path);
    const changed = !words || words.hash !== known?.words?.hash;
    if (changed) this.#trees.delete(path);
    const found: Known = {
      stamp: stamp ?? "",
      version: stamp === undefined ? 0 : changed ? (known?.version ?? 0) + 1 : known!.version,
      checked: this.#round,
      words,
    };
    this.#known.set(path, found);
    return found;
  }

  #words(path: string): Words | undefined {
    if (this.version(path) === 0) return undefined;
    const known = this.#look(path);
    return (known.words ??= this.#wordsOf(path));
  }

  #wordsOf(path: string): Words | undefined {
    const text = readText(path);
    if (text === undefined) return undefined;
    const { createHash } = require("node:crypto") as typeof import("node:crypto");
    const { auditFunctions, emitter } = this.#settings;
    // The names of functions may be patterns, of which a text does not tell whether it holds one.
    const configured = auditFunctions.length > 0 || text.includes(emitter.name);
    return {
      hash: createHash("sha1").update(text).digest("base64"),
      audits: configured || AUDITS.test(text),
      answers: ANSWERS.test(text),
      redacts: REDACTS.test(text),
      leadsOn: LEADS_ON.test(text),
      isShort: text.length <= SHORT && IMPORTS.test(text),
    };
  }

  #parse(path: string): SourceFile | undefined {
    const text = readText(path);
    if (text === undefined) return undefined;
    this.parsed++;
    try {
      return openSourceFile(parseSource(text, path, this.#root), this.#settings, this.#neighbours);
    } catch (error) {
      if (error instanceof UnparsableFile) return undefined;
      throw error;
    }
  }

  #keep(path: string, file: SourceFile): void {
    this.#trees.delete(path);
    this.#trees.set(path, file);
    if (this.#trees.size > TREES_KEPT) this.#trees.delete(this.#trees.keys().next().value!);
  }
}

/** Undefined for what is no file of a size that is read. */
function stampOf(path: string): string | undefined {
  try {
    const stats = statSync(path, { throwIfNoEntry: false });
    return stats?.isFile() && stats.size <= MOST_BYTES ? `${stats.mtimeMs}:${stats.size}` : undefined;
  } catch {
    // A folder on the way that may not be entered: as good as not there.
    return undefined;
  }
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}
