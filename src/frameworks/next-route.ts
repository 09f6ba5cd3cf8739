/** Next.js App Router route handlers: the methods that an `app/.../route.*` file exports, and what they hand over to. */
import { withDispatched } from "./dispatch.js";
import { exportedNames } from "./exported-names.js";
import { handlerSite, type Framework, type HandlerSite } from "./framework.js";
import { WordedPattern } from "../syntax/worded-pattern.js";
import { handlerValue, requestParameters } from "./handler-value.js";
import { handedOnHandlers } from "./next-handed-on.js";
import { appRoute, isRouteFile, ROUTE_METHODS } from "./next-route-path.js";

/**
 * A file that route files may hand on to says so by the names of what it exports, or by what it imports of Next.js. Other words
 * of requests stand in every second file of an application.
 */
const HANDLES = new WordedPattern(
  ["nextrequest", "nextresponse", ...["get", "post", "put", "patch", "delete"].flatMap((method) => [`function ${method}`, `const ${method}`])],
  /\bNext(?:Request|Response)\b|\bexport (?:(?:async )?function|const) (?:GET|POST|PUT|PATCH|DELETE)\b/,
);

export const nextRoute: Framework = {
  id: "next-route",
  title: "Next.js App Router routes",
  mayHold: (path, text) => isRouteFile(path) || HANDLES.test(text),
  findHandlers: (file) => {
    if (!isRouteFile(file.view.path)) return withDispatched(mergeMethods(handedOnHandlers(file)), file);
    const sites = exportedNames(file)
      .filter(({ name }) => ROUTE_METHODS.has(name))
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
