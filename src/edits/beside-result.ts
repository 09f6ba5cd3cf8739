/** Takes the error out of a result and records it: `const { data, error } = …; if (error) logger.error(…);`. */
import type { TSESTree } from "@typescript-eslint/utils";
import { givesError } from "../analysis/failures/result-clients.js";
import { staticString } from "../scope/static-value.js";
import type { Edit, Plan } from "../finding.js";
import type { SourceFile } from "../source-file.js";
import { calleeName, enclosingStatement, memberName, propertyName, standsInList, unwrap, type Node } from "../syntax/ast.js";
import { keptWith } from "../syntax/kept-with.js";
import { splitWords } from "../syntax/names.js";
import { findNode } from "../syntax/walk.js";
import { insertBehind } from "./insert-behind.js";
import type { StatementText } from "./insert-statement.js";
import type { ProjectLogger } from "./project-logger.js";
import { inBraces, isFirstOnLine, textStyle } from "./text-style.js";

/**
 * @param call the awaited call whose result is taken apart, or not taken at all
 * @param write the record, for the name under which the error is taken
 */
export function besideResult(call: Node, write: (error: string) => StatementText, logger: ProjectLogger, file: SourceFile): Plan {
  const statement = enclosingStatement(call);
  if (!statement || !standsInList(statement) || !isFirstOnLine(file.view.text, statement.range[0])) return NOT_BY_ITSELF;
  const taken = call.parent?.type === "AwaitExpression" ? takenFrom(statement, call.parent, file) : undefined;
  if (!taken) return NOT_BY_ITSELF;
  const { name, edits } = taken;
  if (edits.length > 0 && file.bindings.lookUp(name, call)) return { skipped: `the name ${name} is taken there; choose another for the error` };
  const lines = write(name)(textStyle(file)).map((line) => `if (${name}) ${line}`);
  return { edits: [...edits, insertBehind(statement, lines, file)], imports: logger.needs };
}

const NOT_BY_ITSELF: Plan = { skipped: "the result is not taken apart by a statement of its own" };

/** The name of the error, with the edits that give it one where it has none. */
interface Taken {
  readonly name: string;
  readonly edits: readonly Edit[];
}

function takenFrom(statement: Node, awaited: Node, file: SourceFile): Taken | undefined {
  if (statement.type === "ExpressionStatement") {
    if (statement.expression !== awaited) return undefined;
    const name = freeName(statement, awaited, file);
    const at = statement.range[0];
    return { name, edits: [{ range: [at, at], text: `const ${inBraces([name === "error" ? name : `error: ${name}`], textStyle(file))} = ` }] };
  }
  const declarator = statement.type === "VariableDeclaration" && statement.declarations.length === 1 ? statement.declarations[0] : undefined;
  if (declarator?.id.type !== "ObjectPattern" || !declarator.init) return undefined;
  const typed = declarator.init === awaited ? [] : errorInType(declarator.init, awaited, file);
  if (!typed) return undefined;
  const { properties } = declarator.id;
  const name = errorName(declarator.id);
  if (name !== undefined && properties.some((property) => propertyName(property) === "error")) return { name, edits: [] };
  const last = properties.at(-1)!;
  const taking = { range: [last.range[1], last.range[1]], text: name === "error" ? ", error" : `, error: ${name}` } as const;
  return name === undefined ? undefined : { name, edits: [taking, ...typed] };
}

/** `(await …) as { data: Order[] | null }`: the error has to stand in that type too. Undefined for a type of another name. */
function errorInType(init: Node, awaited: Node, file: SourceFile): Edit[] | undefined {
  const type = init.type === "TSAsExpression" && init.expression === awaited ? init.typeAnnotation : undefined;
  if (type?.type === "TSAnyKeyword") return [];
  if (type?.type !== "TSTypeLiteral") return undefined;
  if (type.members.some((member) => member.type === "TSPropertySignature" && member.key.type === "Identifier" && member.key.name === "error")) return [];
  const end = type.members.at(-1)?.range[1];
  if (end === undefined) return undefined;
  return [{ range: [end, end], text: /[;,]/.test(file.view.text[end - 1]!) ? " error: unknown;" : "; error: unknown" }];
}

/**
 * Its name where it has one; `error` beside `data`, `userError` beside `data: user`: two results in one block do not share a
 * name.
 */
function errorName(pattern: Node): string | undefined {
  if (pattern.type !== "ObjectPattern") return undefined;
  const error = pattern.properties.find((property) => propertyName(property) === "error");
  if (error?.type === "Property" && error.value.type === "Identifier") return error.value.name;
  const taken = pattern.properties.find((property) => propertyName(property) === "data" || propertyName(property) === "count");
  const held = taken?.type === "Property" ? findNode(taken.value, (node) => node.type === "Identifier") : undefined;
  if (held?.type !== "Identifier") return undefined;
  return held.name === "data" ? "error" : `${held.name}Error`;
}

/**
 * `error` where the block waits for nothing else; else a name by what is changed (`ordersUpdateError`), with a number where the
 * block does the same again: all of them may be written at once.
 */
function freeName(statement: Node, awaited: Node, file: SourceFile): string {
  const holder = statement.parent?.type === "SwitchCase" ? statement.parent.parent : statement.parent!;
  let names = known.get(holder);
  if (!names) known.set(holder, (names = namesIn(holder, file)));
  return names.size === 1 && !file.bindings.lookUp("error", awaited) ? "error" : names.get(statement)!;
}

const known = keptWith<Node, ReadonlyMap<Node, string>>();

/** Each statement of a block that is given an error, with the name that this may have there. */
function namesIn(holder: Node, file: SourceFile): Map<Node, string> {
  const names = new Map<Node, string>();
  const untaken: [statement: Node, call: Node][] = [];
  for (const statement of statementsOf(holder)) {
    const call = resultOf(statement, file);
    if (!call) continue;
    if (statement.type === "ExpressionStatement") untaken.push([statement, call]);
    // What is there already has its name, and what stands beside data has it from there.
    else names.set(statement, errorName((statement as TSESTree.VariableDeclaration).declarations[0]!.id) ?? "error");
  }
  const uses = new Map<string, number>();
  const use = (name: string): number => {
    const count = (uses.get(name) ?? 0) + 1;
    uses.set(name, count);
    return count;
  };
  for (const name of names.values()) use(name.replace(/\d+$/, ""));
  for (const [statement, call] of untaken) {
    const name = nameOfChange(call, file);
    const count = use(name);
    names.set(statement, count === 1 ? name : `${name}${count}`);
  }
  return names;
}

/** The statements that share their names; the cases of a switch are one block. */
function statementsOf(holder: Node): readonly Node[] {
  if (holder.type === "SwitchStatement") return holder.cases.flatMap(({ consequent }) => consequent);
  return holder.type === "BlockStatement" || holder.type === "Program" ? holder.body : [];
}

/** The call whose result a statement drops or takes apart. */
function resultOf(statement: Node, file: SourceFile): Node | undefined {
  const declarator = statement.type === "VariableDeclaration" ? statement.declarations[0] : undefined;
  const given = statement.type === "ExpressionStatement" ? statement.expression : declarator?.id.type === "ObjectPattern" ? declarator.init : undefined;
  const call = given ? unwrap(given) : undefined;
  return call?.type === "CallExpression" && givesError(call, file) ? call : undefined;
}

/** `ordersUpdateError` for `supabase.from("orders").update(…).eq(…)`, `settleError` for `supabase.rpc("settle")`. */
function nameOfChange(call: Node, file: SourceFile): string {
  const words = whatWasAsked(call, file).flatMap(splitWords).map((word) => word.replaceAll(/[^\p{L}\d]/gu, ""));
  const [first = "result", ...rest] = words.filter((word) => word !== "");
  return `${/^\d/.test(first) ? "_" : ""}${first}${rest.map((word) => word[0]!.toUpperCase() + word.slice(1)).join("")}Error`;
}

/**
 * `["orders", "update"]` for `supabase.from("orders").update(…).eq(…)`, `["settle"]` for `supabase.rpc("settle")`,
 * `["orders", "select"]` for a look.
 */
export function whatWasAsked(call: Node, file: SourceFile): string[] {
  const asked: string[] = [];
  let reads = false;
  let node = unwrap(call);
  while (node.type === "CallExpression" || node.type === "MemberExpression") {
    const method = node.type === "CallExpression" ? calleeName(node) ?? "" : memberName(node) ?? "";
    const [first] = node.type === "CallExpression" ? node.arguments : [];
    const named = first && NAMED_BY_ARGUMENT.test(method) ? staticString(first, file.bindings) : undefined;
    if (node.type === "CallExpression" && (CHANGES.test(method) || named !== undefined)) asked.unshift(named ?? method);
    reads ||= method === "select";
    node = unwrap(node.type === "CallExpression" ? node.callee : node.object);
  }
  // Behind a change, `select` only asks for the changed rows.
  return reads && asked.length === 1 ? [...asked, "select"] : asked;
}

const NAMED_BY_ARGUMENT = /^(?:from|rpc|invoke)$/;
const CHANGES = /^(?:insert|update|upsert|delete|upload|move|copy|\w+User\w*|signUp|signIn\w*)$/;
