/** All framework models, and the question that every analysis begins with: which functions of the file are handlers? */
import type { Settings } from "../settings.js";
import type { SourceFile } from "../source-file.js";
import { cloudflarePages } from "./cloudflare-pages.js";
import { cloudflareWorker } from "./cloudflare-worker.js";
import { configured } from "./configured.js";
import { express } from "./express.js";
import type { Framework, HandlerSite } from "./framework.js";
import { hono } from "./hono.js";
import { ittyRouter } from "./itty-router.js";
import { nextPagesApi } from "./next-pages-api.js";
import { nextProxy } from "./next-proxy.js";
import { responseGuard } from "./response-guard.js";
import { nextRoute } from "./next-route.js";
import { nextServerAction } from "./next-server-action.js";
import { supabaseEdge } from "./supabase-edge.js";

/** Those that go by a file's path come first: a function that two claim belongs to the more certain. */
export const FRAMEWORKS: readonly Framework[] = [
  nextRoute,
  nextPagesApi,
  nextProxy,
  nextServerAction,
  supabaseEdge,
  cloudflarePages,
  cloudflareWorker,
  ittyRouter,
  hono,
  express,
  configured,
  responseGuard,
];

/** The last answer: every rule asks the same of a file, one after the other, and some twenty patterns are behind it. */
let last: { readonly path: string; readonly text: string; readonly settings: Settings; readonly answer: boolean } | undefined;

/** By path, text and settings alone: may this file hold a handler? */
export function mayHoldHandlers(path: string, text: string, settings: Settings): boolean {
  if (last?.text === text && last.path === path && last.settings === settings) return last.answer;
  const answer = FRAMEWORKS.some((framework) => framework.mayHold(path, text, settings));
  last = { path, text, settings, answer };
  return answer;
}

/** The handlers of a file, in source order; a function that several frameworks claim goes to the first. */
export function findHandlers(file: SourceFile): HandlerSite[] {
  const { path, text } = file.view;
  const sites: HandlerSite[] = [];
  const taken = new Set<object>();
  for (const framework of FRAMEWORKS) {
    if (!framework.mayHold(path, text, file.settings)) continue;
    for (const site of framework.findHandlers(file)) {
      const key = site.region ?? site.fn ?? site.place;
      if (taken.has(key)) continue;
      taken.add(key);
      sites.push(site);
    }
  }
  return sites.sort((a, b) => a.place.range[0] - b.place.range[0]);
}
