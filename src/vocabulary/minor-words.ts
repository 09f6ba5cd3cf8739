/** Names of calls that change something on which nothing rests, and of the tables that they fill. */

/** Methods of a chat's client, of Telegram's and Discord's: what is shown there. */
export const CHAT_CALLS =
  /^(?:answerC(?:b|allback)Query|(?:edit|delete|unpin|pin)(?:ed)?(?:Chat|Original|All)?(?:Forum)?Messages?\w*|editMessage\w*|deleteReply|deferReply|deferUpdate|editReply|setMyCommands)$/;
export const CHAT_REPLIES = /^(?:ctx|context|interaction|msg|message)\.(?:reply\w*|followUp|react|delete|edit|unpin\w*|pin\w*)$/;

/** Steps of a driven browser on a page: what is not there is not clicked. */
export const PAGE_STEPS = /^(?:click|dblclick|tap|hover|press|fill|selectOption|scrollIntoViewIfNeeded|goto|waitFor\w*)$/;

/** What waits for nothing but time. */
export const PAUSES = /^_?(?:sleep|delay|pause|wait(?:For)?(?:Ms|Seconds))$/;

/** What is made unless it is there. */
export const MADE_ONCE = /^(?:create|ensure|add)(?:Index(?:es)?|Topics?|Bucket|Extension|Schema|Database|Namespace)$/;

/** Tables of what happened, for figures' sake: `prisma.eventLog`, `from("api_calls")`. Not those of an audit. */
export const TALLIES = /^(?:(?:event|usage|debug|search|click|view|page|request|api|perf\w*|metric|analytics|telemetry|user|external_?api)_?(?:logs?|events?|calls?|views?|metrics?|searches)|analytics|telemetry|metrics)$/i;

/** Functions that note or track something, by their first word, unless it is one of the others. */
export const NOTES: ReadonlySet<string> = new Set(["log", "track", "trace", "note"]);
export const GRAVE: ReadonlySet<string> = new Set(["audit", "security", "access", "auth", "login", "permission", "denied", "denial", "admin", "consent", "payment", "order", "refund", "error", "errors", "failure", "failed", "incident"]);
