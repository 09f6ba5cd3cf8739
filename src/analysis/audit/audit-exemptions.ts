/** `// audit-exempt: <reason>` directly above a handler: someone has decided that nothing has to be recorded there. */
import type { TSESTree } from "@typescript-eslint/utils";
import type { HandlerSite } from "../../frameworks/framework.js";
import type { SourceFile } from "../../source-file.js";
import type { Node } from "../../syntax/ast.js";

export interface AuditExemption {
  readonly comment: TSESTree.Comment;
  /** Empty when the comment gives none. */
  readonly reason: string;
}

export function auditExemptions(file: SourceFile): AuditExemption[] {
  return file.view.comments.flatMap((comment) => {
    const match = /^\s*\**\s*audit-exempt\b\s*:?\s*([\s\S]*)$/.exec(comment.value);
    return match ? [{ comment, reason: match[1]!.trim() }] : [];
  });
}

/** The exemption that stands right above the handler, with nothing but white space and other comments between. */
export function exemptionOf(handler: HandlerSite, file: SourceFile): AuditExemption | undefined {
  const start = outerStart(handler);
  return auditExemptions(file).find(({ comment }) => {
    if (comment.range[1] > start) return false;
    let between = file.view.text.slice(comment.range[1], start);
    for (const other of file.view.comments) {
      if (other.range[0] >= comment.range[1] && other.range[1] <= start) between = between.replace(file.view.text.slice(other.range[0], other.range[1]), "");
    }
    return between.trim() === "";
  });
}

/** Where the statement or class member that holds the handler begins. */
function outerStart(handler: HandlerSite): number {
  let node: Node = handler.place;
  while (node.parent && !/^(?:Program|BlockStatement|ClassBody|ObjectExpression|SwitchCase)$/.test(node.parent.type)) node = node.parent;
  return node.range[0];
}
