/** Which class of the file an object is of, and where a method of that class is called. */
import type { TSESTree } from "@typescript-eslint/utils";
import type { SourceFile } from "../../source-file.js";
import { memberOrPrivateName, unwrap, type Node } from "../../syntax/ast.js";
import { classBodyAround } from "../../syntax/class-around.js";
import { heldAs } from "../../frameworks/held-by-field.js";
import { foundOnce } from "../../syntax/kept-with.js";

/** The class of the file that an expression names. */
export function classOf(node: Node, file: SourceFile): TSESTree.ClassBody | undefined {
  const inner = unwrap(node);
  const binding = inner.type === "Identifier" ? file.bindings.of(inner) : undefined;
  const found = binding?.kind === "class" ? binding.node : binding?.kind === "variable" && binding.init ? unwrap(binding.init) : undefined;
  return found?.type === "ClassDeclaration" || found?.type === "ClassExpression" ? found.body : undefined;
}

/** Of `this`, of `new Trail()`, of a constant or a field that holds one or is declared as one, and of the class itself. */
export function classOfObject(node: Node, file: SourceFile): TSESTree.ClassBody | undefined {
  const inner = unwrap(node);
  switch (inner.type) {
    case "ThisExpression":
      return classBodyAround(inner);
    case "NewExpression":
      return classOf(inner.callee, file);
    case "Identifier":
      return classOf(inner, file) ?? classOfName(inner, file);
    case "MemberExpression":
      return inner.object.type === "ThisExpression" ? classOfField(inner, file) : undefined;
    default:
      return undefined;
  }
}

function classOfName(name: TSESTree.Identifier, file: SourceFile): TSESTree.ClassBody | undefined {
  const binding = file.bindings.of(name);
  if (binding.kind === "parameter") return classOfDeclared(binding.variable.defs[0]?.name as Node | undefined, file);
  if (binding.kind !== "variable" || !binding.init || binding.pattern) return undefined;
  const made = unwrap(binding.init);
  return made.type === "NewExpression" ? classOf(made.callee, file) : undefined;
}

/** `this.trail` of `trail = new Trail()`, of `this.trail = new Trail()`, and of `constructor(private trail: Trail)`. */
function classOfField(member: TSESTree.MemberExpression, file: SourceFile): TSESTree.ClassBody | undefined {
  const { values, typed } = heldAs(member, file);
  for (const value of values.map(unwrap)) {
    const made = value.type === "NewExpression" ? classOf(value.callee, file) : undefined;
    if (made) return made;
  }
  for (const declared of typed) {
    const found = classOfDeclared(declared, file);
    if (found) return found;
  }
  return undefined;
}

function classOfDeclared(declared: Node | undefined, file: SourceFile): TSESTree.ClassBody | undefined {
  if (declared?.type !== "Identifier" && declared?.type !== "PropertyDefinition") return undefined;
  const type = declared.typeAnnotation?.typeAnnotation;
  if (type?.type !== "TSTypeReference" || type.typeName.type !== "Identifier") return undefined;
  const binding = file.bindings.bindingNamed(type.typeName.name, type);
  return binding?.kind === "class" && binding.node.type === "ClassDeclaration" ? binding.node.body : undefined;
}

/** The calls of a class's method, on whatever object of that class the file shows. */
export function callsOfMethod(body: TSESTree.ClassBody, name: string, file: SourceFile): TSESTree.CallExpression[] {
  const isOfClass = (callee: Node): boolean => callee.type === "MemberExpression" && classOfObject(callee.object, file) === body;
  return (methodCalls(file).get(name) ?? []).filter(({ callee }) => isOfClass(callee));
}

/** Where objects of a class are made: `new Trail(…)`. */
export function makersOf(body: TSESTree.ClassBody, file: SourceFile): TSESTree.NewExpression[] {
  const name = body.parent.id?.name;
  const makers = name === undefined ? [] : (makersByName(file).get(name) ?? []);
  return makers.filter(({ callee }) => classOf(callee, file) === body);
}

const makersByName = foundOnce((file: SourceFile) => {
  const found = new Map<string, TSESTree.NewExpression[]>();
  for (const call of file.outline.calls) {
    if (call.type !== "NewExpression" || call.callee.type !== "Identifier") continue;
    const known = found.get(call.callee.name);
    if (known) known.push(call);
    else found.set(call.callee.name, [call]);
  }
  return found;
});

const methodCalls = foundOnce((file: SourceFile) => {
  const found = new Map<string, TSESTree.CallExpression[]>();
  for (const call of file.outline.calls) {
    if (call.type !== "CallExpression" || call.callee.type !== "MemberExpression") continue;
    const name = memberOrPrivateName(call.callee);
    if (name === undefined) continue;
    const known = found.get(name);
    if (known) known.push(call);
    else found.set(name, [call]);
  }
  return found;
});
