/** The function by which a file takes secrets out of objects before it logs them: one of its own, or one that it imports. */
import type { TSESTree } from "@typescript-eslint/utils";
import { importedSummary } from "../frameworks/imported.js";
import type { SourceFile } from "../source-file.js";
import { isFunction, unwrap, type FunctionNode, type Node } from "../syntax/ast.js";

/** Not what makes a text fit for a page or a file: `sanitizeHtml`, `maskEmail`. */
const REDACTOR = /^(?:redact|scrub)(?:[A-Z]\w*)?$|^(?:sanitiz|sanitis)e(?:Body|For(?:Log|Audit)\w*|Log\w*|Audit\w*|Payload|Details|Data|Object|Sensitive\w*|Secrets)$/;

/** The name under which the file may call it on a whole body; undefined where it has none, or one for texts. */
export function redactorOf(file: SourceFile): string | undefined {
  const { redactors } = file.settings;
  const isNamed = (name: string): boolean => REDACTOR.test(name) || redactors.some((pattern) => pattern.test(name));
  for (const statement of file.view.ast.body) {
    for (const { id, fn } of declaredIn(statement)) {
      if (isNamed(id.name) && takesObjects(id, fn, file)) return id.name;
    }
  }
  return undefined;
}

interface Declared {
  readonly id: TSESTree.Identifier;
  /** Undefined for an import. */
  readonly fn: FunctionNode | undefined;
}

function declaredIn(statement: TSESTree.ProgramStatement): Declared[] {
  const node = statement.type === "ExportNamedDeclaration" ? statement.declaration : statement;
  switch (node?.type) {
    case "ImportDeclaration":
      return node.importKind === "type" ? [] : node.specifiers.map(({ local }) => ({ id: local, fn: undefined }));
    case "FunctionDeclaration":
      return node.id ? [{ id: node.id, fn: node }] : [];
    case "VariableDeclaration":
      return node.declarations.flatMap(({ id, init }) => {
        const fn = init && unwrap(init);
        return id.type === "Identifier" && isFunction(fn) ? [{ id, fn }] : [];
      });
    default:
      return [];
  }
}

function takesObjects(id: Node, fn: FunctionNode | undefined, file: SourceFile): boolean {
  if (!fn) return !/^string\b/.test(importedSummary(id, file)?.parameterTypes[0] ?? "");
  const [parameter] = fn.params;
  const inner = parameter?.type === "AssignmentPattern" ? parameter.left : parameter;
  return inner?.type === "Identifier" && inner.typeAnnotation?.typeAnnotation.type !== "TSStringKeyword";
}
