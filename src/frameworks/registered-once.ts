/** Functions that a file registers several times: one site stands for all. */
import type { FunctionNode } from "../syntax/ast.js";
import type { HandlerSite } from "./framework.js";

/** The sites in their order; of those with the same function the first, which says that it is not the only one. */
export function registeredOnce(found: readonly HandlerSite[]): HandlerSite[] {
  const sites: HandlerSite[] = [];
  const seen = new Map<FunctionNode, number>();
  for (const site of found) {
    const at = site.fn && seen.get(site.fn);
    if (at !== undefined) sites[at] = joined(sites[at]!, site);
    else {
      if (site.fn) seen.set(site.fn, sites.length);
      sites.push(site);
    }
  }
  return sites;
}

function joined(first: HandlerSite, { route, method }: HandlerSite): HandlerSite {
  if (first.route !== route) return { ...first, registeredAgain: "routes" };
  return first.method === method || first.registeredAgain ? first : { ...first, registeredAgain: "methods" };
}
