/** Routes below `admin` by which nobody's rights, money or settings change. */
import { splitWords } from "../../syntax/names.js";
import { CONTENT, OVER_CONTENT, UPKEEP } from "../../vocabulary/sensitive-actions.js";

type Segments = readonly (readonly string[])[];

/** Content and upkeep, one's own inbox, a question, a mail that is sent once more. */
export function isEverydayWork(segments: Segments, path: string): boolean {
  const last = behindAdmin(segments).length > 1 ? segments.at(-1)! : [];
  return isOfContent(segments, path) || marksRead(last) || ASKS.test(last[0] ?? "") || reminds(last);
}

function behindAdmin(segments: Segments): Segments {
  return segments.slice(segments.findIndex((words) => words.includes("admin")));
}

/** `/admin/notifications/:id/read`, `/admin/activity/mark-all-as-read`. */
function marksRead(last: readonly string[]): boolean {
  return last.some((word) => /^(?:read|unread|seen)$/.test(word)) && last.every((word) => /^(?:mark|as|all|read|unread|seen)$/.test(word));
}

const ASKS = /^(?:calculate|estimate|preview|quote)$/;

/** `/admin/invoices/:id/send-reminder`, `/admin/members/:id/resend-invite`, `/admin/notify-owner`. */
function reminds(last: readonly string[]): boolean {
  return last[0] === "resend" || last[0] === "notify" || last.some((word) => /^remind(?:ers?)?$/.test(word));
}

/**
 * `/admin/lessons/:id/images`, `/admin/cache-check`: what stands behind the word is content, or upkeep, and no more. A router
 * that is mounted elsewhere says it by its file's name: `/admin` of `subjects.js`.
 */
function isOfContent(segments: Segments, path: string): boolean {
  const behind = behindAdmin(segments);
  const things = [...behind.flat(), ...(behind.length === 1 && segments.length === 1 ? splitWords(path.split("/").at(-1) ?? "") : [])];
  return things.some((word) => CONTENT.has(word) || UPKEEP.has(word)) && !things.some((word) => OVER_CONTENT.has(word));
}
