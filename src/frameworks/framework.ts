/** What a framework model says about a file, and how a handler of it answers. */
import type { Mount } from "../neighbours.js";
import type { Settings } from "../settings.js";
import type { SourceFile } from "../source-file.js";
import type { CallNode, FunctionNode, Node } from "../syntax/ast.js";

export type FrameworkId =
  | "next-route"
  | "next-pages-api"
  | "next-server-action"
  | "next-proxy"
  | "express"
  | "supabase-edge"
  | "cloudflare-worker"
  | "hono"
  | "response-guard"
  | "configured";

/** Frameworks with apps and routers, which files put handlers on and mount on one another. */
export function hasRouters(framework: FrameworkId): boolean {
  return framework === "express" || framework === "hono";
}

/**
 * Platforms that take what is written to console as their log, each call an event of its own. Of Hono no file but that of the
 * server says where it runs; mostly it is such a platform.
 */
export function takesConsole(framework: FrameworkId): boolean {
  return framework === "cloudflare-worker" || framework === "supabase-edge" || framework === "hono";
}

/**
 * How a handler answers: by returning a Fetch `Response`, by calling methods of a `res` parameter, or, for a server
 * action, by returning a plain value to the caller.
 */
export type AnswerDialect = "response" | "res" | "action";

export type HandlerRole = "handler" | "middleware" | "error-handler";

export interface HandlerSite {
  readonly framework: FrameworkId;
  readonly role: HandlerRole;
  readonly dialect: AnswerDialect;
  /** The function, when it stands in this file. */
  readonly fn: FunctionNode | undefined;
  /** The part of the function that this site is, when one function routes by itself; else the whole function. */
  readonly region: Node | undefined;
  /** Where to point at: the handler's name, its route or its method. */
  readonly place: Node;
  readonly name: string | undefined;
  /** Route template such as `/api/users/[id]`, as far as the file tells. */
  readonly route: string | undefined;
  /** Upper-case HTTP method, `ACTION` for a server action, undefined where the handler takes any. */
  readonly method: string | undefined;
  /** Set where the file registers the function again: under other routes, or for other methods of the same. */
  readonly registeredAgain?: "routes" | "methods";
  /** Calls that the function is wrapped in, outermost first. */
  readonly wrappers: readonly CallNode[];
  /** Expressions registered to run before the handler. */
  readonly middleware: readonly Node[];
  readonly parameters: HandlerParameters;
  /** What hands it the request in the same file, and where: what stands before that runs before the handler. */
  readonly calledFrom?: { readonly handler: HandlerSite; readonly at: Node };
  /** Where another file mounts the router that it is registered on, or registers it; the prefix is in the route already. */
  readonly mount?: Mount;
}

/**
 * Names of the handler's parameters, by what they hold. A dotted name is a field of a parameter: `context.request` of a
 * Pages function, `event.request` of a service worker.
 */
export interface HandlerParameters {
  readonly request?: string | undefined;
  readonly response?: string | undefined;
  readonly next?: string | undefined;
  readonly error?: string | undefined;
}

export interface Framework {
  readonly id: FrameworkId;
  /** How the docs call it. */
  readonly title: string;
  /** Decided by path, text and settings alone: may this file hold a handler? Never parses. */
  readonly mayHold: (path: string, text: string, settings: Settings) => boolean;
  readonly findHandlers: (file: SourceFile) => HandlerSite[];
}

export const HTTP_METHODS: ReadonlySet<string> = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);

/** A site with what most handlers share filled in. */
export function handlerSite(
  site: Pick<HandlerSite, "framework" | "dialect" | "fn" | "place"> & Partial<HandlerSite>,
): HandlerSite {
  return {
    role: "handler",
    region: undefined,
    name: undefined,
    route: undefined,
    method: undefined,
    wrappers: [],
    middleware: [],
    parameters: {},
    ...site,
  };
}
