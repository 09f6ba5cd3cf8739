/** Next.js App Router route handlers: the methods that an `app/.../route.*` file exports, and what they hand over to. */
import { withDispatched } from "./dispatch.js";
import { exportedNames } from "./exported-names.js";
import { HTTP_METHODS, handlerSite, type Framework, type HandlerSite } from "./framework.js";
import { handlerValue, requestParameters } from "./handler-value.js";

/** `src/app` first: the package around it may lie in a folder called `app`. */
const ROUTE_FILE = /^(?:(?:.*?\/)?src\/|(?:.*?\/)?)app\/(?:(.*)\/)?route\.[cm]?[jt]sx?$/;

export const nextRoute: Framework = {
  id: "next-route",
  title: "Next.js App Router routes",
  mayHold: (path) => ROUTE_FILE.test(path),
  findHandlers: (file) => {
    const sites = exportedNames(file)
      .filter(({ name }) => HTTP_METHODS.has(name))
      .map(({ name, place, value }) => {
        const { fn, wrappers } = value ? handlerValue(value, file.bindings) : { fn: undefined, wrappers: [] };
        return handlerSite({
          framework: "next-route",
          dialect: "response",
          fn,
          wrappers,
          place,
          name,
          method: name,
          route: appRoute(file.view.path),
          parameters: requestParameters(fn),
        });
      });
    return withDispatched(mergeMethods(sites), file);
  },
};

/** `export { handler as GET, handler as POST }` is one handler that takes several methods, so it has none of its own. */
function mergeMethods(sites: readonly HandlerSite[]): HandlerSite[] {
  const merged: HandlerSite[] = [];
  for (const site of sites) {
    const same = site.fn ? merged.findIndex(({ fn }) => fn === site.fn) : -1;
    if (same < 0) merged.push(site);
    else merged[same] = { ...merged[same]!, method: undefined };
  }
  return merged;
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
