/** A request's text, taken out of a message: as a field of an object beside it, or escaped where it stands. */
import type { TSESTree } from "@typescript-eslint/utils";
import type { InjectedMessage, InjectedPart } from "../analysis/injection/injected-messages.js";
import type { Plan } from "../finding.js";
import type { SourceFile } from "../source-file.js";
import { propertyName, unwrap, type Node } from "../syntax/ast.js";
import { splitWords } from "../syntax/names.js";
import { hasBareArguments } from "./bare-arguments.js";
import { fieldName } from "./replace-console.js";
import { field, inBraces, quoted, textStyle } from "./text-style.js";

/** `console.log(req.body.email)` becomes `console.log(JSON.stringify(req.body.email))`. */
export function planEscape({ parts }: InjectedMessage, file: SourceFile): Plan {
  return { edits: parts.map(({ node }) => ({ range: node.range, text: `JSON.stringify(${textOf(node, file)})` })), imports: [] };
}

/** `` console.log(`signed up ${req.body.email}`) `` becomes `console.log("signed up", { email: req.body.email })`. */
export function planMove({ record, call, parts }: InjectedMessage, file: SourceFile): Plan {
  const given = call.arguments as readonly Node[];
  const start = given[0]!.range[0];
  const end = given.at(-1)!.range[1];
  if (file.view.comments.some(({ range }) => range[0] >= start && range[1] <= end)) return { skipped: "a comment stands among its arguments" };
  const [message] = given;
  if (given.some(({ type }) => type === "SpreadElement")) return { skipped: "its arguments are spread" };
  if (!hasBareArguments(call, file)) return { skipped: "an argument stands in parentheses" };
  if (/%[sdifjoOc]/.test(textOf(message!, file))) return { skipped: "its message has printf placeholders" };
  const whole = new Set(parts.filter(({ node, argument }) => node === unwrap(argument)).map(({ argument }) => argument));
  if (whole.has(message!)) return { skipped: "nothing would be left of its message" };
  if (parts.some(({ argument }) => argument !== message && !whole.has(argument))) return { skipped: "another argument than its message holds it" };
  const text = messageWithout(parts.filter(({ argument }) => argument === message), message!, file);
  if (text === undefined) return { skipped: "nothing would be left of its message" };
  const rest = given.slice(1).filter((argument) => !whole.has(argument));
  const last = rest.at(-1);
  const object = last?.type === "ObjectExpression" ? last : undefined;
  const takesOnlyObject = record.order === "message-first" && rest.length > (object ? 1 : 0);
  if (takesOnlyObject) return { skipped: "its logger takes one object beside the message" };
  const fields = fieldsOf(parts, object, file);
  const texts = rest.map((argument) => (argument === object ? objectWith(object, fields, file) : textOf(argument, file)));
  if (!object) texts.unshift(inBraces(fields, textStyle(file)));
  return { edits: [{ range: [start, end], text: [text, ...texts].join(separatorOf(given, file)) }], imports: [] };
}

function textOf(node: Node, file: SourceFile): string {
  return file.view.text.slice(node.range[0], node.range[1]);
}

/** What stands between the arguments: a comma and a blank, or a line break with its indentation. */
function separatorOf(given: readonly Node[], file: SourceFile): string {
  const [first, second] = given;
  return first && second ? file.view.text.slice(first.range[1], second.range[0]) : ", ";
}

function fieldsOf(parts: readonly InjectedPart[], object: TSESTree.ObjectExpression | undefined, file: SourceFile): string[] {
  const taken = new Set((object?.properties ?? []).map((property) => propertyName(property)));
  const written = new Set<string>();
  return parts.flatMap(({ node }) => {
    const text = textOf(node, file);
    if (written.has(text)) return [];
    written.add(text);
    const name = asIdentifier(fieldName(node, file));
    let free = name;
    for (let count = 2; taken.has(free); count++) free = `${name}${count}`;
    taken.add(free);
    return [field(free, text)];
  });
}

/** `user-agent` is `userAgent`. */
function asIdentifier(name: string): string {
  if (/^[A-Za-z_$][\w$]*$/.test(name)) return name;
  const [first = "value", ...rest] = splitWords(name).filter((word) => /^[a-z]/.test(word));
  return first + rest.map((word) => word[0]!.toUpperCase() + word.slice(1)).join("");
}

function objectWith(object: TSESTree.ObjectExpression, fields: readonly string[], file: SourceFile): string {
  const last = object.properties.at(-1);
  if (!last) return inBraces(fields, textStyle(file));
  const text = textOf(object, file);
  const at = last.range[1] - object.range[0];
  return `${text.slice(0, at)}, ${fields.join(", ")}${text.slice(at)}`;
}

/** Stands for what was taken out until the text around it is put in order. */
const GAP = "\u0000";

function messageWithout(parts: readonly InjectedPart[], message: Node, file: SourceFile): string | undefined {
  const gone = new Set(parts.map(({ node }) => node));
  const inner = unwrap(message);
  if (gone.size === 0) return textOf(message, file);
  if (inner.type === "TemplateLiteral") return templateWithout(gone, inner, file);
  return inner.type === "BinaryExpression" ? sumWithout(gone, inner, file) : undefined;
}

function templateWithout(gone: ReadonlySet<Node>, template: TSESTree.TemplateLiteral, file: SourceFile): string | undefined {
  const kept = template.expressions.filter((expression) => !gone.has(unwrap(expression)));
  if (template.expressions.length - kept.length !== gone.size) return undefined;
  const isPlain = kept.length === 0 && template.quasis.every(({ value }) => value.cooked === value.raw && !/[\r\n]/.test(value.raw));
  const joined = template.quasis
    .map(({ value }, index) => {
      const expression = template.expressions[index];
      if (!expression) return value.raw;
      return value.raw + (gone.has(unwrap(expression)) ? GAP : `\${${textOf(expression, file)}}`);
    })
    .join("");
  const text = inOrder(joined);
  if (text === "") return undefined;
  return isPlain ? quoted(text, textStyle(file)) : `\`${text}\``;
}

function sumWithout(gone: ReadonlySet<Node>, sum: Node, file: SourceFile): string | undefined {
  const operands = operandsOf(sum);
  if (operands.filter((operand) => gone.has(unwrap(operand))).length !== gone.size) return undefined;
  const kept = operands.filter((operand) => !gone.has(unwrap(operand)));
  const words = operands.map((operand) => {
    if (gone.has(unwrap(operand))) return GAP;
    return operand.type === "Literal" && typeof operand.value === "string" ? operand.value : undefined;
  });
  if (words.every((word) => word !== undefined)) {
    const text = inOrder(words.join(""));
    return text === "" ? undefined : quoted(text, { ...textStyle(file), quote: textOf(kept[0]!, file).startsWith("'") ? "'" : '"' });
  }
  const isText = kept.some(({ type, ...operand }) => type === "TemplateLiteral" || (type === "Literal" && "value" in operand && typeof operand.value === "string"));
  return isText ? kept.map((operand) => textOf(operand, file)).join(" + ") : undefined;
}

function operandsOf(node: Node): Node[] {
  const inner = unwrap(node);
  return inner.type === "BinaryExpression" && inner.operator === "+" ? [...operandsOf(inner.left), ...operandsOf(inner.right)] : [inner];
}

/** The text with its gaps closed: quotes and brackets around nothing, a colon before nothing and double blanks go with them. */
function inOrder(text: string): string {
  return text
    .replaceAll(/(["'])\0\1|\(\0\)|\[\0\]|<\0>/g, GAP)
    .replaceAll(/\0(?:\s*\0)+/g, GAP)
    .replaceAll(/\s*(?:[:=]|\s[-\u2013\u2014>]+)\s*\0\s*$/g, "")
    .replaceAll(/(^|\s)\0(?:\s+|(?=[,.;:!?)])|$)/g, "$1")
    .replaceAll("\0", "")
    .replaceAll(/\s+(?=[,.;!?)])/g, "")
    .trim();
}
