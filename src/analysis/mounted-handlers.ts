/** Handlers of a router with what is put before it: middleware of the same file, and what other files mount it under. */
import type { TSESTree } from "@typescript-eslint/utils";
import type { HandlerSite } from "../frameworks/framework.js";
import { givenAwayAs, joinRoutes, mountCalls, registeredOn, type MountCall } from "../frameworks/mounting.js";
import { NO_NEIGHBOURS, type Mount } from "../neighbours.js";
import type { SourceFile } from "../source-file.js";
import type { RecordStrength } from "../vocabulary/record-strength.js";
import { isAuditMiddleware } from "./handler-flow.js";

const DEPTH = 5;

export function withMounts(sites: readonly HandlerSite[], file: SourceFile): readonly HandlerSite[] {
  if (!sites.some(({ framework }) => framework === "express")) return sites;
  const calls = mountCalls(file);
  if (calls.length === 0 && file.neighbours === NO_NEIGHBOURS) return sites;
  const known = new Map<unknown, Mount | undefined>();
  return sites.map((site) => {
    const router = site.framework === "express" ? registeredOn(site.place) : undefined;
    const variable = router && file.bindings.variableOf(router);
    if (!variable) return site;
    if (!known.has(variable)) known.set(variable, mountElsewhere(router, calls, file));
    const elsewhere = known.get(variable);
    const strength = elsewhere?.strength ?? auditBefore(router, site.place.range[0], calls, file);
    if (!elsewhere && !strength) return site;
    const prefix = elsewhere?.prefix ?? "";
    return { ...site, route: prefix === "" || prefix === "/" ? site.route : joinRoutes(prefix, site.route), mount: { prefix, strength } };
  });
}

/** Where another file mounts the router, or the one of this file that it is mounted on in its turn. */
function mountElsewhere(router: TSESTree.Identifier, calls: readonly MountCall[], file: SourceFile): Mount | undefined {
  const outermost = outermostOf(router, calls, file, DEPTH);
  const mounts = givenAwayAs(outermost, file).flatMap((name) => file.neighbours.mountOf(file.view.path, name) ?? []);
  return mounts.length === 1 ? mounts[0] : undefined;
}

function outermostOf(router: TSESTree.Identifier, calls: readonly MountCall[], file: SourceFile, depth: number): TSESTree.Identifier {
  const on = depth > 0 ? calls.find(({ given }) => given.some((node) => isSame(node, router, file))) : undefined;
  return on ? outermostOf(on.receiver, calls, file, depth - 1) : router;
}

function isSame(node: { readonly type: string }, router: TSESTree.Identifier, file: SourceFile): boolean {
  if (node.type !== "Identifier") return false;
  const variable = file.bindings.variableOf(node as TSESTree.Identifier);
  return variable !== undefined && variable === file.bindings.variableOf(router);
}

/** `router.use(audit)` above the registration. */
export function auditBefore(router: TSESTree.Identifier, before: number, calls: readonly MountCall[], file: SourceFile): RecordStrength | undefined {
  const audits = calls.some(
    ({ call, receiver, prefix, given }) =>
      call.range[1] <= before && (prefix === undefined || prefix === "/") && isSame(receiver, router, file) && given.some((node) => isAuditMiddleware(node, file)),
  );
  return audits ? "audit" : undefined;
}
