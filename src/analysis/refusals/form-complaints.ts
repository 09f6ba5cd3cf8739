/**
 * Refusals that only complain of what was filled in: a field that is missing or of the wrong shape, a body that no schema
 * takes. Told by what the answer hangs on: a look at the request's own data, and at nothing that the server knows.
 */
import type { TSESTree } from "@typescript-eslint/utils";
import type { SourceFile } from "../../source-file.js";
import { calleeName, chainRoot, dottedPath, isFunction, parameterName, unwrap, type Node } from "../../syntax/ast.js";
import { splitWords } from "../../syntax/names.js";
import { walk } from "../../syntax/walk.js";
import { CALLERS, PASSWORDS, PROOFS } from "../../vocabulary/caller-words.js";
import { ASKS_STRENGTH, COMPLAINS, FORM_ERRORS, READS_SENT, REQUEST_NAMES, SHAPE_CHECKS } from "../../vocabulary/request-words.js";
import { testsAround } from "../../syntax/branch-tests.js";
import { isPlain, isSent } from "./sent-data.js";

export interface FormComplaint {
  /** True where what is missing or malformed is a credential: a password, a code, a token. */
  readonly ofCredential: boolean;
  /** True where it is one that was given out to prove something: a code, a token; not a password. */
  readonly ofProof: boolean;
  /** True where it says who is calling: the id of a user, a key. */
  readonly ofCaller: boolean;
}

/** Undefined where the answer hangs on more than the form, or the file does not tell. */
export function formComplaint(answer: Node, file: SourceFile): FormComplaint | undefined {
  const tests = testsAround(answer);
  const innermost = tests[0];
  if (innermost === undefined || !looksAtForm(innermost, file)) return undefined;
  const named = wordsNamed(innermost);
  const names = (words: ReadonlySet<string>): boolean => named.some((word) => words.has(word));
  return { ofCredential: names(PASSWORDS) || names(PROOFS), ofProof: names(PROOFS), ofCaller: names(CALLERS) };
}

/** Every part of the test asks for the shape of something that was sent. */
function looksAtForm(test: Node, file: SourceFile): boolean {
  const inner = unwrap(test);
  switch (inner.type) {
    case "LogicalExpression":
      return looksAtForm(inner.left, file) && looksAtForm(inner.right, file);
    case "UnaryExpression":
      return looksAtForm(inner.argument, file);
    case "BinaryExpression":
      return comparesForm(inner, file);
    case "CallExpression":
      return asksShape(inner, file);
    case "Identifier":
      return isSent(inner, file) || saysWhatIsWrong(inner, file);
    case "MemberExpression":
      return isSent(inner, file);
    default:
      return false;
  }
}

/**
 * `const passwordError = weak(password); if (passwordError)`: nothing is waited for, so what was sent is held against nothing
 * that is kept elsewhere.
 */
function saysWhatIsWrong(name: TSESTree.Identifier, file: SourceFile): boolean {
  if (!COMPLAINS.test(name.name)) return false;
  const binding = file.bindings.of(name);
  const call = binding.kind === "variable" && binding.constant && !binding.pattern ? binding.init : undefined;
  return call?.type === "CallExpression" && call.arguments.length > 0 && call.arguments.every((given) => isSent(given, file));
}

/**
 * `typeof name !== "string"`, `password.length < 8`, `error instanceof ZodError`, `error.name === "ZodError"`; a comparison of
 * two things that were sent.
 */
function comparesForm({ left, right, operator }: TSESTree.BinaryExpression, file: SourceFile): boolean {
  if (operator === "instanceof") return FORM_ERRORS.test(dottedPath(right)?.at(-1) ?? "");
  if (/^===?$/.test(operator) && right.type === "Literal" && FORM_ERRORS.test(String(right.value)) && dottedPath(left)?.at(-1) === "name") return true;
  return [left, right].every((side) => isPlain(side) || looksAtForm(side, file));
}

/** `Array.isArray(ids)`, `EMAIL.test(email)`, `isNaN(id)`, `["a", "b"].includes(kind)`, `errors.isEmpty()`. */
function asksShape(call: TSESTree.CallExpression, file: SourceFile): boolean {
  const name = calleeName(call) ?? "";
  const callee = unwrap(call.callee);
  if (READS_SENT.test(name)) return isSent(call, file);
  if (ASKS_STRENGTH.test(name)) return call.arguments.length === 1;
  // `user.isPasswordValid(password)` holds it against the one that is kept.
  if (/^isPassword(?:Valid|Strong)$/.test(name)) return callee.type === "Identifier" && call.arguments.length === 1;
  if (!SHAPE_CHECKS.test(name)) return false;
  const receiver = callee.type === "MemberExpression" ? callee.object : undefined;
  if (receiver && isKeptOfCaller(receiver, file)) return false;
  const given = call.arguments.filter((argument) => !isPlain(argument));
  if (given.length === 0) return receiver !== undefined && isSent(receiver, file);
  return (
    given.some((argument) => isSent(argument, file)) &&
    given.every((argument) => isSent(argument, file) || isConstant(argument, file))
  );
}

/** `req.assignedShops`, `member.rights` of a row that was waited for: what is known of somebody, whatever is looked for in it. */
function isKeptOfCaller(receiver: Node, file: SourceFile): boolean {
  const inner = unwrap(receiver);
  if (inner.type !== "MemberExpression" || isSent(inner, file)) return false;
  const root = chainRoot(inner);
  const binding = file.bindings.ofExpression(root);
  if (binding?.kind === "parameter") return REQUEST_NAMES.test(parameterName(binding.fn.params[binding.index]) ?? "");
  return binding?.kind === "variable" && !binding.pattern && binding.init !== undefined && binding.init.type === "AwaitExpression";
}

function isConstant(node: Node, file: SourceFile): boolean {
  const inner = unwrap(node);
  if (inner.type === "ArrayExpression" || inner.type === "ObjectExpression" || isFunction(inner)) return true;
  const binding = file.bindings.ofExpression(inner);
  return binding?.kind === "variable" && binding.constant;
}

/** The words of all names in the test, but for those of a new password whose strength is asked for: `password.length < 8`. */
function wordsNamed(test: Node): string[] {
  const words: string[] = [];
  walk(test, (node) => {
    if (node.type === "BinaryExpression" && /^[<>]=?$/.test(node.operator) && isLengthOfPassword(node.left)) return false;
    if (node.type === "Identifier") words.push(...splitWords(node.name));
    if (node.type === "Literal" && typeof node.value === "string") words.push(...splitWords(node.value));
    return undefined;
  });
  return words;
}

function isLengthOfPassword(node: Node): boolean {
  const path = dottedPath(node);
  return path?.at(-1) === "length" && splitWords(path.at(-2) ?? "").some((word) => PASSWORDS.has(word));
}
