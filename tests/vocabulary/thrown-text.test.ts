import { expect, test } from "vitest";
import { keepsWhatItCatches } from "../../src/vocabulary/thrown-text.js";

const catching = (body: string): string => `try { await save(); } catch (error) {${body}}`;

test.each([
  ["a clause that throws another error", catching(' throw new SaveError("failed", { cause: error }); ')],
  ["a clause that throws on one of its ways, and at its end", catching("\n  if (isKnown(error)) {\n    throw new Known(error.message);\n  }\n  throw error;\n")],
  ["a clause that logs first", catching("\n  logger.error({ error }, `while saving ${name}`);\n  throw error;\n")],
  ["a clause with comments and quoted braces", catching("\n  // }\n  /* { */ note('}', \"{\");\n  throw error;\n")],
  ["a clause without a binding", "try { save(); } catch { throw new Failed(); }"],
  ["a file that catches nothing", "export const isFailure = (value) => value instanceof Failure;"],
  ["a clause that writes to a logger, whatever it does then", catching('\n  logger.error({ error }, "not saved");\n  return null;\n')],
  ["a clause that writes to console", catching(" console.warn(error); ")],
  ["a clause that writes to a logger made by a call", `const log = getLogger(); ${catching(" log.error(error); ")}`],
  ["errors that are elements", "const messages = errors.map((error) => error.message).filter((err: Error) => err);"],
  ["a function that takes an error, and is given to nobody here", "const isKnown = (error: unknown): boolean => error instanceof Known;"],
  ["an exported function that takes an error", "export async function explain(error: Error, locale: string) { return error.message; }"],
  ["an error that is an argument", `${catching(" throw wrap(error, 1); ")} if (error) report(err, "late");`],
])("%s is thrown or written", (_name, text) => {
  expect(keepsWhatItCatches(text)).toBe(true);
});

test.each([
  ["a clause that returns before it throws", catching(" if (retry) return null; throw error; ")],
  ["a clause that leaves a loop before it throws", `for (;;) { ${catching(" if (last) { break; } throw error; ")} }`],
  ["a clause that throws under a condition", catching(" if (fatal) throw error; ")],
  ["a clause that throws in one branch", catching(" if (fatal) { throw error; } ")],
  ["a clause that throws in the other branch", catching(" if (retry) { wait(); } else throw error; ")],
  ["a clause whose callback throws", catching(" later(() => { throw error; }); ")],
  ["an empty clause after one that throws", `${catching(" throw error; ")} ${catching("")}`],
  ["a clause that takes its error apart", "try { save(); } catch ({ message = text() }) { throw new Failed(message); }"],
  ["a clause with what may be a regular expression", catching(" if (/}/.test(error.message)) { note(); } throw error; ")],
  ["a clause with a template inside another", catching(' note(`${a ? `}` : ""}`); throw error; ')],
  ["a clause that writes on one of its ways", catching(" if (fatal) { logger.error(error); } ")],
  ["a clause that leaves before it writes", catching(" if (retry) return null; logger.error(error); ")],
  ["a clause whose callback writes", catching(" later(() => { logger.error(error); }); ")],
  ["a clause that writes to what may not be there", catching(" logger?.error(error); ")],
  ["a clause that asks a logger for something else", catching(" logger.child(error); ")],
  ["a clause with a logger that the file makes up", `const logger = { error() {} }; ${catching(" logger.error(error); ")}`],
  ["a clause with another console", `import { console } from "./quiet.js"; ${catching(" console.error(error); ")}`],
  ["error middleware under a name", `${catching(" throw error; ")} const onError = (err, req, res, next) => { res.end(); };`],
  ["a named function that is a callback", `${catching(" throw error; ")} read(path, function done(err, text) { use(text); });`],
  ["a promise's handler", `${catching(" throw error; ")} save().catch(() => null);`],
  ["a promise's second handler", `${catching(" throw error; ")} save().then(use, ignore);`],
  ["a handler under a quoted name", `${catching(" throw error; ")} save()["catch"](() => null);`],
  ["settled results", `${catching(" throw error; ")} await Promise.allSettled(all);`],
  ["a client whose failure is a result", `${catching(" throw error; ")} const { data } = await supabase.from("x").select();`],
  ["a callback's error", `${catching(" throw error; ")} read(path, (err, text) => { use(text); });`],
  ["a callback's error in a function expression", `${catching(" throw error; ")} read(path, function (error) { stop(); });`],
  ["a callback's error without parentheses", `${catching(" throw error; ")} close(err => { stop(); });`],
  ["a callback's error by its short name", `${catching(" throw error; ")} read(path, (er, text) => use(text));`],
  ["a callback's error by its type", `${catching(" throw error; ")} read(path, (e: NodeJS.ErrnoException | null, text) => use(text));`],
  ["a callback's error beside a parameter that has parentheses", `${catching(" throw error; ")} read(path, (err, done = () => {}) => done());`],
])("%s is told to be neither", (_name, text) => {
  expect(keepsWhatItCatches(text)).toBe(false);
});

test("a long text is read in time that grows with it", () => {
  const clause = `${catching(" note(`a ${b}`, '{'); throw error; ")}\n`;
  expect(keepsWhatItCatches(clause.repeat(20_000))).toBe(true);
  expect(keepsWhatItCatches(`${catching(" throw error; ")}${"(err, ".repeat(20_000)}`)).toBe(false);
});
