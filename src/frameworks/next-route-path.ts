/** Which files hold routes of the App Router, at which address, and which of their exports are handlers. */
import { HTTP_METHODS } from "./framework.js";

/** A route file exports nothing else under these names; `QUERY` is RFC 10008's. */
export const ROUTE_METHODS: ReadonlySet<string> = new Set([...HTTP_METHODS, "QUERY"]);

/** `src/app` first: the package around it may lie in a folder called `app`. */
const ROUTE_FILE = /^(?:(?:.*?\/)?src\/|(?:.*?\/)?)app\/(?:(.*)\/)?route\.[cm]?[jt]sx?$/;

export function isRouteFile(path: string): boolean {
  return ROUTE_FILE.test(path);
}

/** `app/(shop)/api/users/[id]/route.ts` → `/api/users/[id]`: groups and parallel slots are no part of the address. */
export function appRoute(path: string): string | undefined {
  const match = ROUTE_FILE.exec(path);
  if (!match) return undefined;
  const segments = (match[1] ?? "")
    .split("/")
    .filter((segment) => segment && !/^\(.*\)$/.test(segment) && !segment.startsWith("@"));
  return `/${segments.map((segment) => segment.replace(/^\(\.+\)/, "")).join("/")}`;
}
