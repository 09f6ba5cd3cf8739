import { injectedMessages, type InjectedMessage } from "../src/analysis/injection/injected-messages.js";
import { defineRule } from "../src/define-rule.js";
import { planEscape, planMove } from "../src/edits/move-to-field.js";
import type { Finding } from "../src/finding.js";
import type { SourceFile } from "../src/source-file.js";
import { isGenerated } from "../src/vocabulary/file-kinds.js";
import { CLIENT_DIRECTIVE, MAY_USE_CONSOLE, MAY_WRITE_PLAIN_LINES, READS_REQUEST } from "../src/vocabulary/prefilter.js";

interface Options {
  readonly headers: boolean;
  readonly platforms: boolean;
}

/**
 * Reports a request's own text in the message of a logger that writes plain lines (console, log4js, consola, winston told to
 * …): a line break in it forges a line. The text is followed through the file. Left alone: fields of an object, which are
 * written in quotes; loggers that write JSON, and those of which the file does not say how they write; what is escaped,
 * stripped of line breaks, turned into a number, or held against a list or a pattern before.
 */
export default defineRule<Options>({
  name: "no-log-injection",
  docs: {
    description: "Disallow request data in the text of plain log lines",
    cwe: [117],
    asvs: ["16.4.1"],
    recommended: false,
  },
  messages: {
    injected: "Request data ({{what}}) goes into the line of {{call}} as it is: a line break in it forges a second line (CWE-117).",
    move: "Put it in a field.",
    escape: "Escape it with JSON.stringify.",
  },
  options: {
    headers: { description: "Whether headers count: HTTP lets no line break into them, but other control characters.", type: "boolean" },
    platforms: { description: "Whether the console of Workers, Pages, Netlify and Supabase Edge Functions counts.", type: "boolean" },
  },
  defaults: { headers: true, platforms: false },
  mayReport: (text) =>
    (MAY_USE_CONSOLE.mayMatch(text) || MAY_WRITE_PLAIN_LINES.test(text)) &&
    READS_REQUEST.test(text) &&
    !CLIENT_DIRECTIVE.test(text) &&
    !isGenerated(text),
  check: (facts, options) =>
    injectedMessages(facts)
      .filter(({ kept }) => options.platforms || !kept)
      .map((message) => ({ ...message, parts: message.parts.filter(({ header }) => options.headers || !header) }))
      .filter(({ parts }) => parts.length > 0)
      .map((message) => finding(message, facts.file)),
});

function finding(message: InjectedMessage, file: SourceFile): Finding {
  const { parts, call } = message;
  const names = [...new Set(parts.map(({ what }) => what))];
  return {
    messageId: "injected",
    data: { what: names.slice(0, 3).join(", "), call: `${file.view.text.slice(...call.callee.range).replaceAll(/\s+/g, "")}()` },
    range: parts[0]!.node.range,
    remedies: [
      { messageId: "move", plan: () => planMove(message, file) },
      { messageId: "escape", plan: () => planEscape(message, file) },
    ],
  };
}
