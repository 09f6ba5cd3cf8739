/** What the parts of the secret analysis ask of each other: the value of an expression at its place in the file. */
import type { SourceFile } from "../../source-file.js";
import type { FunctionNode, Node } from "../../syntax/ast.js";
import type { Value } from "./secret-value.js";

export interface Trace {
  readonly file: SourceFile;
  /** What is asked for, where that is not secrets. */
  readonly reading: Reading | undefined;
  /** How many questions were cut short: what was found meanwhile is good for the question that is asked now, and not kept. */
  readonly cuts: number;
  /** What the expression may hold when it runs. */
  valueOf(node: Node): Value;
  /** A field of a value, by what the value says and else by the field's name. */
  fieldOf(value: Value, name: string, node: Node): Value;
  /** What a name alone says of a value that nothing else is known about; `outside` when a request or the environment gave it. */
  byName(name: string, node: Node, outside?: boolean): Value;
  /** The value of a property or variable of that name: the name decides only where the value itself does not. */
  settle(value: Value, name: string, node: Node): Value;
  /** The values of a function's parameters in the call that is being followed. */
  argumentsOf(fn: FunctionNode): readonly Value[] | undefined;
  /** The same questions, inside a call of a function of the file. */
  insideCall(fn: FunctionNode, args: readonly Value[]): Trace | undefined;
  /** The expression's text on one line, shortened. */
  textOf(node: Node): string;
}

/**
 * Another question to the same ways of a value through the file. What it does not answer is followed as for secrets; names alone
 * say nothing then.
 */
export interface Reading {
  /** What the expression holds, where this question has an answer of its own. */
  valueOf(node: Node, trace: Trace): Value | undefined;
  /** A field of what a request brings. */
  fieldOf(value: Value, name: string, node: Node, trace: Trace): Value | undefined;
}
