import { expect, test } from "vitest";
import { throwsWhatItCatches } from "../../src/vocabulary/thrown-text.js";

const catching = (body: string): string => `try { await save(); } catch (error) {${body}}`;

test.each([
  ["a clause that throws another error", catching(' throw new SaveError("failed", { cause: error }); ')],
  ["a clause that throws on one of its ways, and at its end", catching("\n  if (isKnown(error)) {\n    throw new Known(error.message);\n  }\n  throw error;\n")],
  ["a clause that logs first", catching("\n  logger.error({ error }, `while saving ${name}`);\n  throw error;\n")],
  ["a clause with comments and quoted braces", catching("\n  // }\n  /* { */ note('}', \"{\");\n  throw error;\n")],
  ["a clause without a binding", "try { save(); } catch { throw new Failed(); }"],
  ["a file that catches nothing", "export const isFailure = (value) => value instanceof Failure;"],
  ["an error that is an argument", `${catching(" throw wrap(error, 1); ")} if (error) report(err, "late");`],
])("%s is thrown", (_name, text) => {
  expect(throwsWhatItCatches(text)).toBe(true);
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
])("%s is not told to be thrown", (_name, text) => {
  expect(throwsWhatItCatches(text)).toBe(false);
});

test("a long text is read in time that grows with it", () => {
  const clause = `${catching(" note(`a ${b}`, '{'); throw error; ")}\n`;
  expect(throwsWhatItCatches(clause.repeat(20_000))).toBe(true);
  expect(throwsWhatItCatches(`${catching(" throw error; ")}${"(err, ".repeat(20_000)}`)).toBe(false);
});
