/**
 * Handlers with what is put before them: middleware of the same file, what other files mount their router under, and where
 * other files register them.
 */
import { findExport } from "../../frameworks/find-export.js";
import { hasRouters, type HandlerSite } from "../../frameworks/framework.js";
import { givenAwayAs, isMountedBefore, isRouter, joinRoutes, mountCalls, registeredOn, routerKey, type MountCall, type RouterNode } from "../../frameworks/mounting.js";
import { registeredPlace } from "../../frameworks/registered-place.js";
import { NO_NEIGHBOURS, type Mount, type Registered } from "../../neighbours.js";
import type { SourceFile } from "../../source-file.js";
import type { FunctionNode } from "../../syntax/ast.js";
import type { RecordStrength } from "../../vocabulary/record-strength.js";
import { isAuditMiddleware } from "../records/records-around.js";

const DEPTH = 5;

/**
 * The same handlers, those on routers and those without a place of their own with the route and the records that are found for
 * them.
 */
export function withMounts(sites: readonly HandlerSite[], file: SourceFile): readonly HandlerSite[] {
  if (!sites.some((site) => hasRouters(site.framework) || isUnplaced(site))) return sites;
  const calls = mountCalls(file);
  if (calls.length === 0 && file.neighbours === NO_NEIGHBOURS) return sites;
  const known = new Map<unknown, Mount | undefined>();
  const elsewhere = sites.some(isUnplaced) ? registeredElsewhere(file) : NOWHERE;
  return sites.map((site) => {
    const registered = isUnplaced(site) ? elsewhere.get(site.fn!) : undefined;
    if (registered) return { ...site, ...registeredPlace(registered) };
    const router = hasRouters(site.framework) ? registeredOn(site.place) : undefined;
    const key = router && routerKey(router, file);
    if (!key) return site;
    if (!known.has(key)) known.set(key, mountElsewhere(router, calls, file));
    const mounted = known.get(key);
    const strength = mounted?.strength ?? auditBefore(router, site.place.range[0], calls, file);
    if (!mounted && !strength) return site;
    const prefix = mounted?.prefix ?? "";
    return { ...site, route: prefix === "" || prefix === "/" ? site.route : joinRoutes(prefix, site.route), mount: { prefix, strength, guarded: mounted?.guarded ?? false, forAdmins: mounted?.forAdmins ?? false } };
  });
}

const NOWHERE: ReadonlyMap<FunctionNode, readonly Registered[]> = new Map();

/** A controller, of Express, of Hono or of a Worker's router: no registration of this file names it. */
function isUnplaced({ framework, fn, role, route, method }: HandlerSite): boolean {
  if (fn === undefined || route !== undefined || method !== undefined) return false;
  return framework === "express" ? role !== "error-handler" : (framework === "cloudflare-worker" || framework === "hono") && role === "handler";
}

/** The functions of the file that others register. */
function registeredElsewhere(file: SourceFile): ReadonlyMap<FunctionNode, readonly Registered[]> {
  const found = new Map<FunctionNode, Registered[]>();
  for (const registered of file.neighbours.registeredIn(file.view.path)) {
    const exported = findExport(file, registered.path);
    if (exported?.kind !== "function") continue;
    const others = found.get(exported.fn);
    if (others) others.push(registered);
    else found.set(exported.fn, [registered]);
  }
  return found;
}

/** Where another file mounts the router, or the one of this file that it is mounted on in its turn. */
function mountElsewhere(router: RouterNode, calls: readonly MountCall[], file: SourceFile): Mount | undefined {
  const outermost = outermostOf(router, calls, file, DEPTH);
  const mounts = givenAwayAs(outermost, file).flatMap((name) => file.neighbours.mountOf(file.view.path, name) ?? []);
  return mounts.length === 1 ? mounts[0] : undefined;
}

function outermostOf(router: RouterNode, calls: readonly MountCall[], file: SourceFile, depth: number): RouterNode {
  const on = depth > 0 ? calls.find(({ given }) => given.some((node) => isRouter(node, router, file))) : undefined;
  return on ? outermostOf(on.receiver, calls, file, depth - 1) : router;
}

/** `router.use(audit)` above the registration. */
export function auditBefore(
  router: RouterNode,
  before: number,
  calls: readonly MountCall[],
  file: SourceFile,
): RecordStrength | undefined {
  return isMountedBefore((node) => isAuditMiddleware(node, file), router, before, calls, file) ? "audit" : undefined;
}
