/** Who has just proven to be a user, or was just registered, at a record of that: `const user = await verifyCredentials(…)`. */
import type { TSESLint } from "@typescript-eslint/utils";
import type { HandlerSite } from "../frameworks/framework.js";
import type { Binding } from "../scope/bindings.js";
import type { SourceFile } from "../source-file.js";
import { calleeName, dottedPath, memberName, propertyName, propertyValue, unwrap, type Node } from "../syntax/ast.js";
import { foundOnce } from "../syntax/kept-with.js";
import { splitWords } from "../syntax/names.js";
import { nodesIn } from "../syntax/outline.js";
import { takenFrom } from "./id-reads.js";
import { isSettledAt } from "./known-before.js";
import { isQuestioned, presenceAt } from "../analysis/shapes/presence.js";
import type { Recorded } from "./recorded.js";
import { quoted, textStyle } from "./text-style.js";

type Variable = TSESLint.Scope.Variable;

/** The text of that user's id at the place; undefined for records of another event, or of what did not go through. */
export function provenUser(at: Node, handler: HandlerSite, { event, outcome }: Recorded, file: SourceFile): string | undefined {
  if (outcome !== "success" || !/^auth\.(?:login|register|token\.create|password_reset\.complete)$/.test(event)) return undefined;
  const isSignIn = event === "auth.login" || event === "auth.register";
  const isReset = event === "auth.password_reset.complete";
  for (const name of new Set(["user", "newUser", "createdUser", "existingUser", "account", "member", ...rowsMade(handler, file)])) {
    const variable = file.bindings.lookUp(name, at);
    if (!variable || !isSettledAt(variable, at, file)) continue;
    const binding = file.bindings.describe(variable);
    const init = binding.kind === "variable" && !binding.pattern ? binding.init : undefined;
    if (isReset && !(init && isFoundByToken(init, file))) continue;
    const isWhoSignsIn = (isSignIn || isReset) && (init ? mayHaveId(init, variable, file) : isOfStrategy(binding));
    if (!isWhoSignsIn && !(isBesideToken(binding) && !hasOtherId(variable))) continue;
    const here = presenceAt([name, "id"], variable, at, handler.fn!, file);
    if (here.standing === "absent") continue;
    const trusted =
      here.proven.length > 0 ||
      (init && isJustMade(init)) ||
      (here.standing === "open" && isHandedOn(variable, at, file) && !isQuestioned(name, handler.fn!));
    return trusted ? `${name}.id` : `${name}?.id ?? ${quoted("anon", textStyle(file))}`;
  }
  return undefined;
}

/** What the handler calls rows that it makes in a table of users: `made` of `const made = await User.create({ … })`. */
const rowsMade = foundOnce(({ fn }: HandlerSite, { outline }: SourceFile): string[] =>
  nodesIn(outline.calls, fn!).flatMap((call) => {
    const path = dottedPath(call.callee);
    const table = path && path.at(-1) === "create" ? splitWords(path.at(-2) ?? "").at(-1) : undefined;
    const holder = call.parent.type === "AwaitExpression" ? call.parent.parent : undefined;
    if (!/^(?:user|account|member|customer)s?$/.test(table ?? "") || holder?.type !== "VariableDeclarator") return [];
    return holder.id.type === "Identifier" ? [holder.id.name] : [];
  }),
);

/** `const { user, accessToken } = await service.login(email, password)`: whose token that is. */
function isBesideToken(binding: Binding): boolean {
  if (binding.kind !== "variable" || binding.pattern?.type !== "ObjectPattern" || !binding.init) return false;
  const call = unwrap(binding.init);
  const isOfCall = (call.type === "AwaitExpression" ? unwrap(call.argument) : call).type === "CallExpression";
  const name = binding.variable.defs[0]!.name as Node;
  if (!isOfCall || takenFrom(name) !== binding.pattern) return false;
  return binding.pattern.properties.some((property) => TOKEN.test(propertyName(property) ?? ""));
}

const TOKEN = /^(?:(?:access|refresh|auth|session|jwt|id)?_?tokens?|jwt)$/i;

/** `passport.authenticate("local", (error, user) => …)`: whom the strategy has found. */
function isOfStrategy(binding: Binding): boolean {
  if (binding.kind !== "parameter" || binding.pattern || binding.index !== 1) return false;
  const { parent } = binding.fn;
  return parent.type === "CallExpression" && calleeName(parent) === "authenticate";
}

/** `findFirst({ where: { resetToken } })`: whoever has the link is that one. Others set a password by an id. */
function isFoundByToken(init: Node, file: SourceFile): boolean {
  const asked = unwrap(init);
  return asked.type === "CallExpression" && asked.arguments.some((given) => /token|reset_?code/i.test(file.view.text.slice(...given.range)));
}

/** `await prisma.user.create({ … })` gives the row, or throws. */
function isJustMade(init: Node): boolean {
  const made = unwrap(init);
  const call = made.type === "AwaitExpression" ? unwrap(made.argument) : made;
  return call.type === "CallExpression" && call.callee.type === "MemberExpression" && memberName(call.callee) === "create";
}

/** A user from a call, or put together here, with its id: not one of whom other fields were selected, nor known by another id. */
function mayHaveId(init: Node, variable: Variable, file: SourceFile): boolean {
  const call = unwrap(init);
  if (call.type === "ObjectExpression") return propertyValue(call, "id") !== undefined;
  if (call.type !== "CallExpression") return false;
  const words = splitWords(file.view.text.slice(...call.callee.range));
  if (!words.some((word) => /^(?:users?|accounts?|members?|credentials|login|register|signup|signin|authenticate)$/.test(word)) && !isFoundByName(words))
    return false;
  const text = file.view.text.slice(...call.range);
  if (/\bselect\b/.test(text) && !/\bid\s*:\s*true\b/.test(text)) return false;
  return !hasOtherId(variable);
}

/** `findByEmail(email)`, of a module of its own. */
function isFoundByName(words: readonly string[]): boolean {
  return /^(?:find|get|load|fetch|lookup)$/.test(words.at(-3) ?? "") && words.at(-2) === "by" && /^(?:e?mail|username|login|phone)$/.test(words.at(-1)!);
}

function hasOtherId(variable: Variable): boolean {
  return variable.references.some(({ identifier }) => {
    const { parent } = identifier as Node;
    return (
      parent?.type === "MemberExpression" &&
      parent.object === (identifier as Node) &&
      /^(?:_id|userId|user_id|uid|uuid|ID|Id)$/.test(dottedPath(parent)?.[1] ?? "")
    );
  });
}

/** Handed to another function before the place, unasked: the code itself takes it to be there, and its types with it. */
function isHandedOn(variable: Variable, at: Node, file: SourceFile): boolean {
  if (/\.[cm]?jsx?$/.test(file.view.path)) return false;
  return variable.references.some(({ identifier }) => {
    const use = identifier as Node;
    return use.range[1] <= at.range[1] && use.parent?.type === "CallExpression" && use.parent.arguments.includes(use as never);
  });
}
