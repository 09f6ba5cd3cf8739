/** Answers whose status is what a check has given back: `const auth = await ask(req); … json({}, { status: auth.status })`. */
import type { TSESTree } from "@typescript-eslint/utils";
import type { SourceFile } from "../../source-file.js";
import { isFunction, memberName, propertyName, unwrap, type Node } from "../../syntax/ast.js";
import { findNode } from "../../syntax/walk.js";
import { RESULT_STATUS } from "../../vocabulary/http-status.js";

/** The call whose result the answer takes its status from; undefined for an answer that says its status in another way. */
export function askedForStatus(answer: Node, file: SourceFile): TSESTree.CallExpression | undefined {
  let call: TSESTree.CallExpression | undefined;
  findNode(answer, (node) => {
    call ??= node.type === "MemberExpression" ? ofMember(node, file) : node.type === "Identifier" ? ofTaken(node, file) : undefined;
    return call !== undefined;
  });
  return call;
}

/** `auth.status`. */
function ofMember(member: TSESTree.MemberExpression, file: SourceFile): TSESTree.CallExpression | undefined {
  if (!RESULT_STATUS.test(memberName(member) ?? "")) return undefined;
  const binding = file.bindings.ofExpression(member.object);
  return binding?.kind === "variable" && binding.constant && !binding.pattern ? callOf(binding.init) : undefined;
}

/** `status` of `const { user, status } = await ask(req)`. */
function ofTaken(name: TSESTree.Identifier, file: SourceFile): TSESTree.CallExpression | undefined {
  if (!/status/i.test(name.name)) return undefined;
  const binding = file.bindings.of(name);
  if (binding.kind !== "variable" || !binding.constant || binding.pattern?.type !== "ObjectPattern") return undefined;
  const taken = binding.pattern.properties.some(
    (property) =>
      property.type === "Property" &&
      RESULT_STATUS.test(propertyName(property) ?? "") &&
      property.value.type === "Identifier" &&
      property.value.name === name.name,
  );
  return taken ? callOf(binding.init) : undefined;
}

function callOf(init: Node | undefined): TSESTree.CallExpression | undefined {
  const inner = init && unwrap(init);
  return inner?.type === "CallExpression" && !inner.arguments.some(isFunction) ? inner : undefined;
}
