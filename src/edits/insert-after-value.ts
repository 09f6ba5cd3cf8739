/**
 * Records a success behind what it speaks of: `return json(await refund(id))` has refunded nothing yet where it begins, so
 * the value is kept in a constant, recorded, and then returned.
 */
import type { TSESTree } from "@typescript-eslint/utils";
import type { Exit } from "../analysis/records/exit.js";
import type { HandlerSite } from "../frameworks/framework.js";
import type { Edit } from "../finding.js";
import type { SourceFile } from "../source-file.js";
import { standsInList, type Node } from "../syntax/ast.js";
import { findNode } from "../syntax/walk.js";
import { insertBehind } from "./insert-behind.js";
import { conciseBody, intoArrow, type StatementText } from "./insert-statement.js";
import { endOfStatement, isFirstOnLine, lineEnd, lineIndent, textStyle, textStyleBeside } from "./text-style.js";

/** The edits, or undefined where the exit waits for nothing or has no lines of its own. */
export function insertAfterValue(
  exit: Exit,
  handler: HandlerSite,
  write: StatementText,
  file: SourceFile,
): readonly Edit[] | undefined {
  const { statement } = exit;
  const promised = isPromised(exit, handler, file);
  // `await remove(id), res.end()`: what stands beside the answer is waited for, too.
  const isAlone = exit.kind === "send" && statement.type === "ExpressionStatement";
  if (!promised && !waits(isAlone ? statement : exit.node)) return undefined;
  const style = textStyleBeside(statement, file);
  const name = freeName(exit, file);
  if (conciseBody(statement) === exit.node && exit.node.parent) {
    return handler.dialect !== "action" && name
      ? intoArrow(exit.node.parent, exit.node, write(style), file, style, name)
      : undefined;
  }
  if (!standsInList(statement) || !isFirstOnLine(file.view.text, statement.range[0]) || runsOn(statement, file)) return undefined;
  const behind = (more: readonly string[] = []): Edit => insertBehind(statement, [...write(style), ...more], file);
  if (isAlone) return [behind()];
  if (statement.type !== "ReturnStatement") return undefined;
  const start = statement.range[0];
  const dropped = statement.argument;
  if (exit.kind === "send" && dropped?.type === "UnaryExpression" && dropped.operator === "void" && dropped.argument === exit.node)
    return [{ range: [start, exit.node.range[0]], text: "" }, behind([`return${style.semicolon}`])];
  if (!name || statement.argument !== exit.node || !mayBeHeld(exit, handler)) return undefined;
  const held = { range: [start, start + "return".length], text: `const ${name} =${promised ? " await" : ""}` } as const;
  const kept = behind([`return ${name}${style.semicolon}`]);
  return statement.parent?.type === "SwitchCase" ? inBracesOfItsOwn(statement.parent, [held, kept], file) : [held, kept];
}

/** The cases of a switch are one block, where two constants cannot have one name. */
function inBracesOfItsOwn(
  branch: TSESTree.SwitchCase,
  [held, kept]: readonly [Edit, Edit],
  file: SourceFile,
): readonly Edit[] | undefined {
  const { text } = file.view;
  const [first] = branch.consequent;
  const declares = branch.consequent.some(({ type }) => type.endsWith("Declaration"));
  const colon = text.indexOf(":", branch.test?.range[1] ?? branch.range[0]);
  const endsItsLine = kept.range[0] === kept.range[1] && text.slice(kept.range[0], lineEnd(text, kept.range[0])).trim() === "";
  const isSpread = [first!, branch].every(({ range }) => isFirstOnLine(text, range[0]));
  if (declares || !endsItsLine || !isSpread) return undefined;
  const close = `${textStyle(file).newline}${lineIndent(text, branch.range[0])}}`;
  return [{ range: [colon + 1, colon + 1], text: " {" }, held, { ...kept, text: kept.text + close }];
}

/** A name that means nothing yet where the exit stands. */
function freeName(exit: Exit, file: SourceFile): string | undefined {
  return ["response", "answer", "outgoing"].find((candidate) => !file.bindings.lookUp(candidate, exit.node));
}

/**
 * `return addCredits(id)` in an async action: the act has only begun. In a `try`, waiting for it would have its failure caught
 * there, which it is not now.
 */
function isPromised({ kind, node, callback }: Exit, { dialect, fn }: HandlerSite, file: SourceFile): boolean {
  if (dialect !== "action" || kind !== "return" || callback || !fn?.async || node.type !== "CallExpression") return false;
  const binding = file.bindings.ofExpression(node.callee);
  const isOfProject = binding?.kind === "function" ? binding.fn.async : binding?.kind === "import" && /^(?:[.#~]|@\/|src\/)/.test(binding.source);
  return isOfProject && !isTriedWithin(node, fn);
}

function isTriedWithin(node: Node, fn: Node): boolean {
  for (let inner = node; inner.parent && inner !== fn; inner = inner.parent) if (inner.parent.type === "TryStatement") return true;
  return false;
}

/** True when evaluating the answer waits for something that may yet fail. */
function waits(node: Node): boolean {
  return findNode(node, (inner) => inner.type === "AwaitExpression") !== undefined;
}

/** A response is a response by itself; a plain object might get its type from the function that returns it. */
function mayBeHeld(exit: Exit, handler: HandlerSite): boolean {
  if (exit.callback) return false;
  // What Express gives back of an answer is read by nobody.
  if (exit.kind === "send") return true;
  if (exit.kind !== "return") return false;
  return (
    handler.dialect === "response" ||
    (handler.dialect === "action" && handler.fn?.type === "FunctionDeclaration" && !handler.fn.returnType)
  );
}

/** In a file without semicolons, a next line that begins like a call would be taken into the inserted one. */
function runsOn(statement: Node, file: SourceFile): boolean {
  return textStyle(file).semicolon === "" && /^\s*[([`/+-]/.test(file.view.text.slice(endOfStatement(statement, file.view.text)));
}
