/** A sign-out behind a link: `GET /logout` that ends a session, as against a page that says goodbye. */
import type { HandlerSite } from "../../frameworks/framework.js";
import type { SourceFile } from "../../source-file.js";
import { saidSegments } from "./said-segments.js";
import { wordsSaid } from "./run-together.js";
import type { Sensitivity } from "./sensitive-act.js";

export function endsSession(handler: HandlerSite, file: SourceFile): Sensitivity | undefined {
  const { route, name, region, fn } = handler;
  const within = region ?? fn;
  const last = saidSegments(route).at(-1);
  const said = last !== undefined && saysSignOut(last) ? `route ${route}` : name !== undefined && saysSignOut(name) ? `named ${name}` : undefined;
  if (said === undefined || !within || !ENDS.test(file.view.text.slice(...within.range))) return undefined;
  return { category: "authentication", event: "auth.logout", evidence: said };
}

function saysSignOut(name: string): boolean {
  return /^(?:user )?(?:log ?out|sign ?out)(?: user| handler| controller)?$/.test(wordsSaid(name).join(" "));
}

/** A cookie is taken away or emptied, or a session ends. */
const ENDS = /\bclear\w*(?:Cookie|Session)s?\(|cookies?(?:\(\))?\.delete\(|\.cookie\(\s*["'`][\w-]+["'`]\s*,\s*(?:null|["'`]|undefined)|session\w*(?:\.\w+)*\.(?:destroy|delete)|\.destroy\(|\blog[oO]ut\w*\(|\bsign[oO]ut\w*\(|\bsession\s*=\s*null/;
