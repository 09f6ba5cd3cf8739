/**
 * Makes JavaScript of the logger's source: the types are cut out and all else, comments and line breaks too, is left as it
 * stands, because users own and read the result.
 */
import ts from "typescript";

/**
 * @param {string} text TypeScript whose types can be erased: no enums, no namespaces, no parameter properties
 * @returns {string} the same module without types
 */
export function stripTypes(text) {
  const file = ts.createSourceFile("module.ts", text, ts.ScriptTarget.Latest, true, ts.ScriptKind.TS);
  /** @type {[start: number, end: number][]} */
  const cuts = [];
  /** @type {(start: number, end: number) => void} */
  const cut = (start, end) => void cuts.push([start, end]);
  /** Cuts what stands before a type too: a colon, or `as`. @type {(node: ts.Node | undefined, mark: string) => void} */
  const cutType = (node, mark) => node && cut(text.lastIndexOf(mark, node.getStart(file)), node.end);

  /** @param {ts.Node} node */
  function visit(node) {
    if (ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) return cut(startWithComments(node), node.end);
    if (ts.isAsExpression(node) || ts.isSatisfiesExpression(node)) cut(node.expression.end, node.end);
    if (ts.isNonNullExpression(node)) cut(node.expression.end, node.end);
    if (ts.isVariableDeclaration(node) || ts.isParameter(node)) cutType(node.type, ":");
    if (ts.isParameter(node) && node.questionToken) cut(node.questionToken.getStart(file), node.questionToken.end);
    if (ts.isFunctionLike(node)) cutType(node.type, ":");
    if (ts.isFunctionLike(node) && node.typeParameters) cutAngles(node.typeParameters);
    if ((ts.isCallExpression(node) || ts.isNewExpression(node)) && node.typeArguments) cutAngles(node.typeArguments);
    ts.forEachChild(node, (child) => (ts.isTypeNode(child) || ts.isTypeParameterDeclaration(child) ? undefined : visit(child)));
  }

  /** @param {ts.NodeArray<ts.Node>} types between `<` and `>` */
  function cutAngles(types) {
    cut(text.lastIndexOf("<", types.pos), text.indexOf(">", types.end) + 1);
  }

  /** Comments directly above a type say what it is, and go with it. @param {ts.Node} node */
  function startWithComments(node) {
    const comments = ts.getLeadingCommentRanges(text, node.pos) ?? [];
    let start = node.getStart(file);
    for (const { pos, end } of comments.toReversed()) if (!/\n\s*\n/.test(text.slice(end, start))) start = pos;
    return start;
  }

  visit(file);
  cuts.sort(([a], [b]) => b - a);
  let result = text;
  // A cut inside another is gone with it.
  for (const [index, [start, end]] of cuts.entries()) {
    if (!cuts.some(([from, to], other) => other !== index && from <= start && end <= to && (from < start || end < to))) {
      result = result.slice(0, start) + result.slice(end);
    }
  }
  return `${result.replaceAll(/[ \t]+$/gm, "").replaceAll(/\n{3,}/g, "\n\n").trim()}\n`;
}

/**
 * @param {string} text an ES module that imports nothing, and exports only declarations
 * @returns {string} the same as a CommonJS module, each section with its exports at its end, so that it can be left out as a
 * whole
 */
export function toCommonJs(text) {
  const sections = text.split(/^(?=\/\/ ── )/m).map((section) => {
    /** @type {string[]} */
    const names = [];
    const body = section.replaceAll(/^export ((?:async )?(?:function|const|class) (\w+))/gm, (_, declaration, name) => {
      names.push(name);
      return declaration;
    });
    if (/^(?:export|import)\b/m.test(body)) throw new Error("Only exported declarations can be made CommonJS.");
    return names.length > 0 ? `${body.trimEnd()}\n\n${names.map((name) => `exports.${name} = ${name};\n`).join("")}\n` : body;
  });
  return `"use strict";\n\n${sections.join("").trimEnd()}\n`;
}
