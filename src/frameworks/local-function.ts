/** Functions of the file that calls name, and what such functions return. */
import type { SourceFile } from "../source-file.js";
import { isFunction, memberName, propertyValue, unwrap, type FunctionNode, type Node } from "../syntax/ast.js";
import { classAround } from "../syntax/class-around.js";
import { walk } from "../syntax/walk.js";

/** The function of this file that a callee names, when it is one that can be read. */
export function localFunction(callee: Node, file: SourceFile): FunctionNode | undefined {
  const inner = unwrap(callee);
  if (inner.type === "Identifier") {
    const binding = file.bindings.of(inner);
    return binding.kind === "function" ? binding.fn : undefined;
  }
  if (inner.type !== "MemberExpression") return undefined;
  const name = memberName(inner);
  const object = unwrap(inner.object);
  if (name === undefined) return undefined;
  if (object.type === "ThisExpression") return methodOfClass(classAround(inner), name);
  const binding = file.bindings.ofExpression(object);
  if (binding?.kind === "class") return methodOfClass(binding.node, name, true);
  const declared = file.bindings.declaredValue(object);
  const value = declared && propertyValue(unwrap(declared), name);
  const fn = value && unwrap(value);
  return isFunction(fn) ? fn : undefined;
}

/** `Api.handle` is a static method of the class, `this.handle` may be either kind. */
function methodOfClass(holder: Node | undefined, name: string, isStatic = false): FunctionNode | undefined {
  if (holder?.type !== "ClassDeclaration" && holder?.type !== "ClassExpression") return undefined;
  for (const member of holder.body.body) {
    if (isStatic && "static" in member && !member.static) continue;
    if ((member.type === "MethodDefinition" || member.type === "PropertyDefinition") && member.key.type === "Identifier" && member.key.name === name) {
      return member.value && isFunction(member.value) ? member.value : undefined;
    }
  }
  return undefined;
}

/** All expressions that a function returns, its nested functions left out. */
export function returnedExpressions(fn: FunctionNode): Node[] {
  if (fn.body.type !== "BlockStatement") return [fn.body];
  const found: Node[] = [];
  walk(fn.body, (node) => {
    if (isFunction(node)) return false;
    if (node.type === "ReturnStatement" && node.argument) found.push(node.argument);
    return undefined;
  });
  return found;
}
