/** Which files hold routes of the App Router, and at which address. */

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
