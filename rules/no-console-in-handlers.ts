import { consoleCallsInHandlers } from "../src/analysis/console-in-handlers.js";
import { defineRule } from "../src/define-rule.js";
import { planReplaceConsole, planReplaceHanded } from "../src/edits/replace-console.js";
import { projectLogger } from "../src/edits/project-logger.js";
import type { Plan } from "../src/finding.js";
import { mayHoldHandlers } from "../src/frameworks/index.js";
import { isCompiled, isScript } from "../src/vocabulary/file-kinds.js";
import { CLIENT_DIRECTIVE, MAY_USE_CONSOLE } from "../src/vocabulary/prefilter.js";
import { memberName, unwrap } from "../src/syntax/ast.js";

/**
 * Reports `console.*` in handlers, and in functions of the file that only handlers call. Left alone: one structured line,
 * `console.log(JSON.stringify({…}))`, where the runtime's transport is console (Workers, Supabase Edge); a `console` that
 * the file binds itself; scripts, tests and browser code.
 */
export default defineRule({
  name: "no-console-in-handlers",
  docs: {
    description: "Disallow console in request handlers; write to the project's logger",
    cwe: [778],
    asvs: ["16.2.3", "16.2.4"],
    recommended: "error",
  },
  messages: {
    console: "console.{{method}} in a handler is free text that no alert can group; write to {{logger}} with fields.",
    replace: "Write to {{logger}}.",
  },
  options: {},
  defaults: {},
  mayReport: (text, path, settings) =>
    !CLIENT_DIRECTIVE.test(text) &&
    MAY_USE_CONSOLE.test(text) &&
    mayHoldHandlers(path, text, settings) &&
    !isScript(path) &&
    !isCompiled(text),
  check: (facts) =>
    consoleCallsInHandlers(facts).map(({ call, method, handler }) => {
      const { file } = facts;
      const logger = projectLogger(file, method, handler).text;
      const plan = (): Plan =>
        unwrap(call.callee) === method ? planReplaceConsole(call, handler, file) : planReplaceHanded(method, call, handler, file);
      return {
        messageId: "console",
        data: { method: memberName(method) ?? "log", logger },
        range: method.range,
        remedies: [{ messageId: "replace", data: { logger }, plan }],
      };
    }),
});
