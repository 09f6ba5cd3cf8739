/** What a handler is called in a record and in a message: by its route, its name, or its file's. */
import type { HandlerSite } from "../frameworks/framework.js";
import type { SourceFile } from "../source-file.js";
import { registeredUnder } from "./registered-as.js";

/** `POST /api/auth/login`; the function's name where no route is known. */
export function routeName(handler: HandlerSite): string | undefined {
  const { method, route, name, role } = handler;
  if (route !== undefined) return method === undefined ? route : `${method} ${route}`;
  if (name === undefined || name === "default") return undefined;
  // A worker's `fetch` takes whatever path is asked for.
  if (name === "fetch") return "/*";
  // Middleware has the method of the first route that it stands before.
  return method === undefined || method === name || role === "middleware" ? name : `${method} ${name}`;
}

/**
 * As `routeName`; by its name where one of several routes would be said of all, and `managers` for the `handler` of
 * `api/managers.ts`, as every file may have one of that name; a handler whose path is not known here goes by what it is
 * registered under.
 */
export function nameInRecords(handler: HandlerSite, file: SourceFile): string | undefined {
  const { route, name, fn, registeredAgain } = handler;
  if (registeredAgain === "methods") return route ?? name;
  if (registeredAgain === "routes" && name !== undefined && !SAYS_NOTHING.test(name)) return name;
  if (route === undefined && name === undefined) return fn && registeredUnder(fn);
  if (route !== undefined || !SAYS_NOTHING.test(name!)) return routeName(handler);
  return fileName(file.view.path) ?? routeName(handler);
}

const SAYS_NOTHING = /^(?:default|handler|handle|main|execute|run|endpoint|onRequest\w*)$/;

/** The folder of an `index` is not told: how much of the path is there depends on who reads the file. */
function fileName(path: string): string | undefined {
  const name = /([^/\\]+?)\.[cm]?[jt]sx?$/.exec(path)?.[1];
  return name === undefined || /^(?:index|main|handler|route|server|app)$/.test(name) ? undefined : name;
}
