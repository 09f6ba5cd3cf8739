/** What one file says of routers and handlers: where it mounts which, and what error middleware its apps have. */
import { dirname, join } from "node:path";
import { auditBefore } from "../analysis/handlers/mounted-handlers.js";
import { adminsBefore, isForAdmins, isGivenAdmins } from "../analysis/operations/admin-guards.js";
import { guardBefore, isGuard, isGuarded } from "../analysis/operations/let-in.js";
import { recordsAlways } from "../analysis/records/function-records.js";
import { isAuditMiddleware, strengthAround } from "../analysis/records/records-around.js";
import { cloudflareWorker } from "../frameworks/cloudflare-worker.js";
import { handedElsewhere } from "../frameworks/dispatch.js";
import { ERROR_PARAMETERS, isAlone, isForAll } from "../frameworks/error-registrations.js";
import { handedHandlers } from "../frameworks/handed-handlers.js";
import { leadOf, MADE, requiredModule, type Lead } from "../frameworks/lead-of.js";
import { ownPath } from "../frameworks/express-registration.js";
import { handlerValue } from "../frameworks/handler-value.js";
import { importedSummary } from "../frameworks/imported.js";
import { givenAwayAs, handovers, isRouter, joinRoutes, mountCalls, mountedNode, registeredOn, type Handover, type MountCall } from "../frameworks/mounting.js";
import { mountedFields, textFields, type MountedFields } from "../frameworks/self-mounted.js";
import { supabaseEdge } from "../frameworks/supabase-edge.js";
import { handedOnRoutes } from "../frameworks/next-handed-on.js";
import type { Mount } from "../neighbours.js";
import type { SourceFile } from "../source-file.js";
import type { Node } from "../syntax/ast.js";
import { strongerOf, type RecordStrength } from "../vocabulary/record-strength.js";
import { asObject, readJson } from "./read-json.js";

interface Note {
  readonly strength: Mount["strength"];
  readonly guarded: boolean;
  readonly forAdmins: boolean;
  /** Where the router or the handler comes from. */
  readonly lead: Lead;
  /** The names under which other files know the router that it is put on. */
  readonly on: readonly string[];
}

/** One router in one call. */
export interface MountNote extends Note {
  readonly prefix: string | null;
  /** The parameter that it becomes, where it is handed to a function. */
  readonly parameter: number | undefined;
  /** Set where it stands before all routes of the app, or behind them: whether nothing else there may record errors. */
  readonly alone: boolean | undefined;
}

/** One handler under one route. */
export interface HandlerNote extends Note {
  readonly route: string;
  readonly method: string | undefined;
  readonly inRouteFile: boolean;
}

/** What the error middleware of an app records. */
interface ErrorsNote {
  readonly strength: RecordStrength | undefined;
  readonly takesAsync: boolean;
}

/** Routers that are mounted under what a field beside them says. */
export interface SelfMountNote extends Omit<Note, "lead"> {
  readonly prefix: string | null;
  readonly fields: MountedFields;
}

/** Small enough to be kept for each file, when its tree is not. */
export interface RouteNotes {
  readonly selfMounts: readonly SelfMountNote[];
  /** What the fields of the file's class say, where one of them is a router. */
  readonly fields: ReadonlyMap<string, string>;
  readonly mounts: readonly MountNote[];
  readonly handlers: readonly HandlerNote[];
  readonly errors: ErrorsNote | undefined;
}

const DEPTH = 6;

/** @param path absolute: the version of Express is read from the package around it */
export function routeNotes(file: SourceFile, path: string): RouteNotes {
  const calls = mountCalls(file);
  return {
    mounts: [
      ...calls.flatMap((mount) => mountNotes(mount, calls, file)),
      ...handovers(file).flatMap((handover) => handoverNotes(handover, calls, file)),
    ],
    handlers: [...handlerNotes(calls, file), ...handedOnNotes(file), ...dispatchedNotes(file)],
    errors: errorsNote(calls, file, path),
    selfMounts: calls.flatMap((mount) => selfMountNote(mount, calls, file)),
    fields: HAS_ROUTER.test(file.view.text) ? textFields(file) : NO_FIELDS,
  };
}

const HAS_ROUTER = /\bthis\.\w*[rR]outer\b/;
const NO_FIELDS: ReadonlyMap<string, string> = new Map();

function selfMountNote(mount: MountCall, calls: readonly MountCall[], file: SourceFile): SelfMountNote[] {
  const fields = mountedFields(mount);
  if (!fields) return [];
  const { prefix, on } = prefixWithin({ receiver: mount.receiver, prefix: undefined }, calls, file);
  const between = mount.call.arguments.slice(1, -1);
  const before = between.some((node) => isAuditMiddleware(node, file)) ? ("audit" as const) : undefined;
  return [
    {
      fields,
      prefix,
      strength: before ?? auditBefore(mount.receiver, mount.call.range[0], calls, file),
      guarded: between.some(isGuard) || guardBefore(mount.receiver, mount.call.range[0], calls, file),
      forAdmins: between.some(isForAdmins) || adminsBefore(mount.receiver, mount.call.range[0], calls, file),
      on: givenAwayAs(on, file),
    },
  ];
}

type OnRouter = Pick<MountCall, "receiver" | "prefix">;

/** The prefix of the router that the call mounts on, where that is mounted in the same file. */
function prefixWithin({ receiver, prefix }: OnRouter, calls: readonly MountCall[], file: SourceFile, depth = DEPTH): { prefix: string | null; on: MountCall["receiver"] } {
  const base = ownPath(receiver, file);
  const own = prefix === null || base === undefined ? (prefix === undefined ? "" : prefix) : joinRoutes(base, prefix);
  const outer = depth > 0 ? calls.find(({ given }) => given.some((node) => isRouter(node, receiver, file))) : undefined;
  if (!outer || own === null) return { prefix: own, on: receiver };
  const around = prefixWithin(outer, calls, file, depth - 1);
  return { prefix: around.prefix === null ? null : joinRoutes(around.prefix, own), on: around.on };
}

function mountNotes(mount: MountCall, calls: readonly MountCall[], file: SourceFile): MountNote[] {
  return mount.given.flatMap((given, index) => {
    const leads = routerLeads(mountedNode(given), file);
    if (leads.length === 0) return [];
    const { prefix, on } = prefixWithin(mount, calls, file);
    const before = mount.given.slice(0, index).some((node) => isAuditMiddleware(node, file)) ? ("audit" as const) : undefined;
    const strength = before ?? auditBefore(mount.receiver, mount.call.range[0], calls, file);
    const guarded = mount.given.slice(0, index).some(isGuard) || guardBefore(mount.receiver, mount.call.range[0], calls, file);
    const forAdmins =
      mount.given.slice(0, index).some(isForAdmins) || adminsBefore(mount.receiver, mount.call.range[0], calls, file);
    return leads.map(({ lead, wrapped }) => ({
      lead,
      prefix,
      strength,
      guarded,
      forAdmins,
      on: givenAwayAs(on, file),
      parameter: undefined,
      alone: isForAll(mount) && !wrapped ? isAlone(given, mount, calls, file) : undefined,
    }));
  });
}

function handoverNotes({ call, receiver, index }: Handover, calls: readonly MountCall[], file: SourceFile): MountNote[] {
  const lead = leadOf(call.callee, file);
  if (!lead) return [];
  const { prefix, on } = prefixWithin({ receiver, prefix: undefined }, calls, file);
  return [
    {
      lead,
      prefix,
      strength: auditBefore(receiver, call.range[0], calls, file),
      guarded: guardBefore(receiver, call.range[0], calls, file),
      forAdmins: adminsBefore(receiver, call.range[0], calls, file),
      on: givenAwayAs(on, file),
      parameter: index,
      alone: undefined,
    },
  ];
}

function handlerNotes(calls: readonly MountCall[], file: SourceFile): HandlerNote[] {
  return handedHandlers(file).map(({ site, lead }) => {
    const router = registeredOn(site.place);
    const on = router ? givenAwayAs(prefixWithin({ receiver: router, prefix: undefined }, calls, file).on, file) : [];
    const strength = strengthAround(site, file) ?? (router && auditBefore(router, site.place.range[0], calls, file));
    const guarded = isGuarded(site) || (router !== undefined && guardBefore(router, site.place.range[0], calls, file));
    const forAdmins = isGivenAdmins(site) || (router !== undefined && adminsBefore(router, site.place.range[0], calls, file));
    return { lead, route: site.route!, method: site.method, inRouteFile: false, strength, guarded, forAdmins, on };
  });
}

/** The handlers that a route file of Next.js takes from another file. */
function handedOnNotes(file: SourceFile): HandlerNote[] {
  return handedOnRoutes(file).map(({ site, lead }) => ({
    lead,
    route: site.route!,
    method: site.method,
    inRouteFile: site.framework === "next-route",
    strength: strengthAround(site, file),
    guarded: isGuarded(site),
    forAdmins: isGivenAdmins(site),
    on: [],
  }));
}

/** The handlers of other files that a worker, or a function of Supabase, dispatches to by path and method. */
function dispatchedNotes(file: SourceFile): HandlerNote[] {
  const entries = [cloudflareWorker, supabaseEdge].flatMap((framework) =>
    framework.mayHold(file.view.path, file.view.text, file.settings) ? framework.findHandlers(file) : [],
  );
  return entries.flatMap((site) =>
    handedElsewhere(site, file).flatMap(({ callee, route, method }) => {
      const lead = leadOf(callee, file);
      const placed = { strength: strengthAround(site, file), guarded: isGuarded(site), forAdmins: isGivenAdmins(site), on: [] };
      return lead ? [{ lead, route, method, inRouteFile: false, ...placed }] : [];
    }),
  );
}

/** Undefined for a file that puts no error middleware on an app. */
function errorsNote(calls: readonly MountCall[], file: SourceFile, path: string): ErrorsNote | undefined {
  const given = calls.filter(isForAll).flatMap((call) => call.given);
  const strengths = given.flatMap((node) => {
    const { fn } = handlerValue(node, file.bindings);
    if (fn) return fn.params.length === ERROR_PARAMETERS ? [recordsAlways(fn, file)] : [];
    const library = libraryStrength(file.view.text.slice(...node.range));
    const summary = library ? undefined : importedSummary(node, file);
    return library ? [library] : summary?.parameterTypes.length === ERROR_PARAMETERS ? [summary.records] : [];
  });
  for (const call of file.outline.calls) {
    const strength = call.arguments.length > 0 && libraryStrength(file.view.text.slice(...call.callee.range));
    if (strength) strengths.push(strength);
  }
  if (strengths.length === 0) return undefined;
  return { strength: strengths.reduce(strongerOf), takesAsync: takesAsync(dirname(path)) || /["']express-async-errors["']/.test(file.view.text) };
}

/** `Sentry.setupExpressErrorHandler(app)`, `expressWinston.errorLogger({ … })`. */
function libraryStrength(text: string): RecordStrength | undefined {
  if (/^Sentry\.(?:setupExpressErrorHandler|expressErrorHandler|Handlers\.errorHandler)\b/.test(text)) return "reporter";
  return /^expressWinston\.errorLogger\b/.test(text) ? "log" : undefined;
}

/** Express 5 takes what an async handler throws; its version stands in the nearest package.json. */
function takesAsync(folder: string): boolean {
  const json = readJson(join(folder, "package.json"));
  if (!json) return dirname(folder) !== folder && takesAsync(dirname(folder));
  const version = asObject(json["dependencies"])?.["express"];
  return typeof version === "string" && /^\D*5/.test(version);
}

/** The router itself, and whatever is handed to the function that is mounted: `app.use("/orders", inTenant(orderRoutes))`. */
function routerLeads(node: Node, file: SourceFile): { readonly lead: Lead; readonly wrapped: boolean }[] {
  const own = routerLead(node, file);
  const handed = node.type === "CallExpression" && requiredModule(node) === undefined ? node.arguments.flatMap((argument) => routerLead(mountedNode(argument), file) ?? []) : [];
  return [...(own ? [{ lead: own, wrapped: false }] : []), ...handed.map((lead) => ({ lead, wrapped: true }))];
}

/** `adminRouter`, `createRouter()`, `require("./admin")`: what makes a router goes by the name of the router. */
function routerLead(node: Node, file: SourceFile): Lead | undefined {
  const lead = leadOf(node, file);
  return lead && { source: lead.source, path: lead.path.filter((part) => part !== MADE) };
}
