/** `// audit-exempt: <reason>` directly above a handler: someone has decided that nothing has to be recorded there. */
import type { TSESTree } from "@typescript-eslint/utils";
import type { HandlerSite } from "../../frameworks/framework.js";
import type { SourceFile } from "../../source-file.js";
import type { Node } from "../../syntax/ast.js";
import { foundOnce } from "../../syntax/kept-with.js";

export interface AuditExemption {
  readonly comment: TSESTree.Comment;
  /** Empty when the comment gives none. */
  readonly reason: string;
}

export const auditExemptions: (file: SourceFile) => readonly AuditExemption[] = foundOnce((file: SourceFile) =>
  file.view.comments.flatMap((comment): AuditExemption[] => {
    const match = /^\s*\**\s*audit-exempt\b\s*:?\s*([\s\S]*)$/.exec(comment.value);
    return match ? [{ comment, reason: match[1]!.trim() }] : [];
  }),
);

/** The exemption that stands right above the handler, with nothing but white space and other comments between. */
export function exemptionOf(handler: HandlerSite, file: SourceFile): AuditExemption | undefined {
  return exemptionsByCode(file).get(outerStart(handler));
}

/** By the offset of the code that each stands above; of several above the same, the first. */
const exemptionsByCode = foundOnce((file: SourceFile): ReadonlyMap<number, AuditExemption> => {
  const { text, comments } = file.view;
  const exempt = new Map(auditExemptions(file).map((exemption) => [exemption.comment, exemption]));
  const found = new Map<number, AuditExemption>();
  let behind: { readonly start: number; readonly code: number } | undefined;
  for (const comment of comments.toReversed()) {
    const next = textFrom(text, comment.range[1]);
    const code = behind?.start === next ? behind.code : next;
    const exemption = exempt.get(comment);
    if (exemption) found.set(code, exemption);
    behind = { start: comment.range[0], code };
  }
  return found;
});

/** The offset of the first that is no white space. */
function textFrom(text: string, offset: number): number {
  const character = /\S/g;
  character.lastIndex = offset;
  return character.exec(text)?.index ?? text.length;
}

/** Where the statement or class member that holds the handler begins. */
function outerStart(handler: HandlerSite): number {
  let node: Node = handler.place;
  while (node.parent && !/^(?:Program|BlockStatement|ClassBody|ObjectExpression|SwitchCase)$/.test(node.parent.type)) node = node.parent;
  return node.range[0];
}
