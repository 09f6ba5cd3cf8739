/** Programs that nobody would write: a fixture's parts taken out, swapped and wrapped, as long as the result still parses. */
import fc from "fast-check";
import { parseSource } from "../../src/parse.js";
import type { Node } from "../../src/syntax/ast.js";
import { outlineOf } from "../../src/syntax/outline.js";
import { walk } from "../../src/syntax/walk.js";

export interface Mutation {
  readonly kind: keyof typeof KINDS;
  /** What is changed, and what is put there: places in lists that are as long as the file has parts. */
  readonly at: number;
  readonly from: number;
}

/** `$` is the expression. */
const WRAPPED = [
  "($)", "await ($)", "($ as never)", "$!", "[$]", "({ a: $ })", "`x${$}`", "(0, $)", "$?.()", "!$", "void $", "null", "this",
  "async () => { $ }", "function () { return $ }", "$ ?? 'none'", "$ && $", "class { #p = $; static { $ } }",
];

/** `$` is the statement. */
const AROUND = [
  "{ $ }", "try { $ } catch {}", "try { $ } catch (e) { return null }", "try { $ } finally { return res.sendStatus(401) }",
  "if (x) $ else return res.status(403).end()", "for (const a of b) $", "while (x) { $ }", "again: for (;;) { $ break again }",
  "switch (a) { case 1: $ default: return new Response(null, { status: 401 }) }", "$ throw new Error('x')", "using r = open();\n$",
];

const KINDS = {
  "take a statement out": (parts) => [parts.statement, ""],
  "put a statement elsewhere": (parts) => [parts.statement, parts.otherStatement],
  "put an expression elsewhere": (parts) => [parts.expression, parts.otherExpression],
  "wrap an expression": (parts) => [parts.expression, filled(WRAPPED[parts.from % WRAPPED.length]!, parts.expressionText)],
  "wrap a statement": (parts) => [parts.statement, filled(AROUND[parts.from % AROUND.length]!, parts.statementText)],
  "write a statement on one line": (parts) => [parts.statement, parts.statementText.replaceAll(/\n\s*/g, " ")],
  "comment before an expression": (parts) => [parts.expression, `/* note */${parts.expressionText}`],
  "comment behind a statement": (parts) => [parts.statement, `${parts.statementText} // note\n`],
} as const satisfies Record<string, (parts: Parts) => readonly [Node, string]>;

interface Parts {
  readonly from: number;
  readonly statement: Node;
  readonly statementText: string;
  readonly otherStatement: string;
  readonly expression: Node;
  readonly expressionText: string;
  readonly otherExpression: string;
}

export const MUTATIONS: fc.Arbitrary<readonly Mutation[]> = fc.array(
  fc.record({
    kind: fc.constantFrom(...(Object.keys(KINDS) as (keyof typeof KINDS)[])),
    at: fc.nat({ max: 9999 }),
    from: fc.nat({ max: 9999 }),
  }),
  { minLength: 1, maxLength: 4 },
);

/** The text with each change made that leaves it a program. */
export function mutated(text: string, path: string, mutations: readonly Mutation[]): string {
  return mutations.reduce((now, mutation) => {
    const next = changed(now, path, mutation);
    return next !== undefined && parses(next, path) ? next : now;
  }, text.replace(/^\uFEFF/, ""));
}

export function parses(text: string, path: string): boolean {
  try {
    parseSource(text.replace(/^\uFEFF/, ""), path);
    return true;
  } catch {
    return false;
  }
}

function changed(text: string, path: string, { kind, at, from }: Mutation): string | undefined {
  const { statements, expressions } = partsOf(text, path);
  if (statements.length === 0 || expressions.length === 0) return undefined;
  const pick = (list: readonly Node[], index: number): Node => list[index % list.length]!;
  const textOf = (node: Node): string => text.slice(...node.range);
  const statement = pick(statements, at);
  const expression = pick(expressions, at);
  const [node, written] = KINDS[kind]({
    from,
    statement,
    statementText: textOf(statement),
    otherStatement: textOf(pick(statements, from)),
    expression,
    expressionText: textOf(expression),
    otherExpression: textOf(pick(expressions, from)),
  });
  return text.slice(0, node.range[0]) + written + text.slice(node.range[1]);
}

function filled(pattern: string, text: string): string {
  return pattern.replaceAll("$", () => text);
}

const HOLDS_STATEMENTS = /^(?:BlockStatement|Program|SwitchCase|IfStatement)$/;

function partsOf(text: string, path: string): { readonly statements: readonly Node[]; readonly expressions: readonly Node[] } {
  const statements: Node[] = [];
  const expressions: Node[] = [];
  const { ast } = parseSource(text, path);
  outlineOf(ast, true);
  walk(ast, (node) => {
    if (/Expression$|Literal$|^Identifier$/.test(node.type)) expressions.push(node);
    if (/Statement$|Declaration$/.test(node.type) && HOLDS_STATEMENTS.test(node.parent?.type ?? "")) statements.push(node);
  });
  return { statements, expressions };
}
