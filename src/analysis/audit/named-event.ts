/** What names an audit event, and is that always the same and of the vocabulary's form? */
import type { TSESTree } from "@typescript-eslint/utils";
import { constantOf, staticString } from "../../scope/static-value.js";
import type { SourceFile } from "../../source-file.js";
import { dottedPath, propertyName, unwrap, type Node } from "../../syntax/ast.js";
import { splitWords } from "../../syntax/names.js";
import { EVENT_NAME } from "../../vocabulary/event-name.js";
import type { RecordCall } from "../records/record-call.js";
import { isTellingType } from "../secrets/cleared-values.js";
import { auditFieldNamed } from "./given-fields.js";
import { fieldObjects } from "./outcome-said.js";

/** `open`: the name changes with what is put into it. `form`: it is always the same and not of the vocabulary's form. */
export interface NameFault {
  readonly kind: "open" | "form";
  readonly node: Node;
}

/** What names the event of a call whose form is not known: the field of that name, or a first argument that is a text. */
export function foreignName({ node }: RecordCall, file: SourceFile): Node | undefined {
  for (const { properties } of fieldObjects(node, file)) {
    const named = properties.find((property) => /^(?:event|action|eventType|event_type)$/.test(propertyName(property) ?? ""));
    if (named?.type === "Property") return named.value;
  }
  return undefined;
}

/** Of an event of the project's own emitter. */
export function nameFault(node: Node, file: SourceFile): NameFault | undefined {
  const known = staticString(node, file.bindings);
  if (known !== undefined) return EVENT_NAME.test(known) ? undefined : { kind: "form", node };
  const inner = unwrap(node);
  switch (inner.type) {
    case "ConditionalExpression":
      return nameFault(inner.consequent, file) ?? nameFault(inner.alternate, file);
    case "LogicalExpression":
      return nameFault(inner.left, file) ?? nameFault(inner.right, file);
    case "TemplateLiteral":
    case "BinaryExpression":
      return holesOf(inner, file).every((hole) => isBounded(hole, file)) ? undefined : { kind: "open", node };
    default: {
      // A name that is handed in, or picked from a table, may be as it should.
      const constant = constantOf(inner, file.bindings);
      return constant && isPutTogether(unwrap(constant)) ? nameFault(constant, file) : undefined;
    }
  }
}

function isPutTogether({ type }: Node): boolean {
  return type === "TemplateLiteral" || type === "BinaryExpression" || type === "ConditionalExpression";
}

/** `action: "User logged in: …", actionType: "LOGIN"`: the event is called by the other field, and this one describes it. */
export function isNamedBeside(name: Node, objects: readonly TSESTree.ObjectExpression[]): boolean {
  return objects
    .flatMap(({ properties }) => properties)
    .some((property) => {
      if (property.type !== "Property" || property.value === name) return false;
      const key = propertyName(property) ?? "";
      return key !== "name" && auditFieldNamed(key) === "event" && /^(?:Literal|MemberExpression|Identifier)$/.test(unwrap(property.value).type);
    });
}

/** Under any schema, a name with somebody's id in it is another name for each of them; so is a sentence with a name in it. */
export function idInName(node: Node, file: SourceFile): NameFault | undefined {
  const inner = unwrap(node);
  if (inner.type !== "TemplateLiteral" && inner.type !== "BinaryExpression") return undefined;
  const holes = holesOf(inner, file);
  const isSentence = /[a-z] [a-z]/i.test(wordsOf(inner));
  return holes.some((hole) => isIdentity(hole) || (isSentence && isCalled(hole))) ? { kind: "open", node } : undefined;
}

/** The words of a text, with a word for each part that is put in. */
function wordsOf(node: Node): string {
  const inner = unwrap(node);
  if (inner.type === "TemplateLiteral") return inner.quasis.map(({ value }) => value.cooked).join("x");
  if (inner.type === "BinaryExpression") return wordsOf(inner.left) + wordsOf(inner.right);
  return inner.type === "Literal" ? String(inner.value) : "x";
}

/** What is put into a text, as far as it is not always the same. */
export function holesOf(node: Node, file: SourceFile): Node[] {
  const inner = unwrap(node);
  if (staticString(inner, file.bindings) !== undefined) return [];
  if (inner.type === "TemplateLiteral") return inner.expressions.flatMap((part) => holesOf(part, file));
  if (inner.type === "BinaryExpression" && inner.operator === "+") return [...holesOf(inner.left, file), ...holesOf(inner.right, file)];
  return [inner];
}

const IDENTITY_WORDS: ReadonlySet<string> = new Set(["id", "uuid", "uid", "guid", "email", "username", "slug", "ip", "token", "sub"]);

function isIdentity(node: Node): boolean {
  return endsInOneOf(node, IDENTITY_WORDS);
}

const WHAT_THINGS_ARE_CALLED: ReadonlySet<string> = new Set(["name", "fullname", "firstname", "lastname", "title", "filename", "label"]);

function isCalled(node: Node): boolean {
  return endsInOneOf(node, WHAT_THINGS_ARE_CALLED);
}

/** `user.name`, `user.name || "Unknown"`. */
function endsInOneOf(node: Node, words: ReadonlySet<string>): boolean {
  if (node.type === "LogicalExpression") return endsInOneOf(unwrap(node.left), words);
  const last = dottedPath(node)?.at(-1);
  return last !== undefined && words.has(splitWords(last).at(-1) ?? "");
}

/** One of a few words: a choice between texts, or a name whose type lists them. */
function isBounded(node: Node, file: SourceFile): boolean {
  if (node.type === "ConditionalExpression") {
    const isWord = (arm: Node): boolean => staticString(arm, file.bindings) !== undefined || isBounded(unwrap(arm), file);
    return isWord(node.consequent) && isWord(node.alternate);
  }
  const binding = file.bindings.ofExpression(node);
  const name = binding && "variable" in binding ? (binding.variable.defs[0]?.name as Node | undefined) : undefined;
  const type = name?.type === "Identifier" ? name.typeAnnotation?.typeAnnotation : undefined;
  return type?.type === "TSUnionType" && isTellingType(type);
}
