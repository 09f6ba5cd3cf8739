/**
 * What a name stands for: asked before its spelling is believed. Resolution goes by the file's scopes, so a parameter
 * called `console` or a local `logger` is never taken for the global or the import.
 */
import type { TSESLint, TSESTree } from "@typescript-eslint/utils";
import { isFunction, unwrap, type FunctionNode, type Node } from "../syntax/ast.js";
import type { SourceView } from "../source-view.js";

type Variable = TSESLint.Scope.Variable;
type Scope = TSESLint.Scope.Scope;

export type Binding =
  /** `constant` is false where what was required is replaced later. */
  | { kind: "import"; source: string; imported: string; constant: boolean; variable: Variable; node: Node }
  | { kind: "function"; fn: FunctionNode; variable: Variable; node: Node }
  | { kind: "class"; node: Node; variable: Variable }
  /** `init` is what is assigned at the declaration; `pattern` is there when the name is taken out of it. */
  | { kind: "variable"; init: Node | undefined; pattern: Node | undefined; constant: boolean; variable: Variable; node: Node }
  | { kind: "parameter"; fn: FunctionNode; index: number; pattern: Node | undefined; variable: Variable; node: Node }
  | { kind: "caught"; node: Node; variable: Variable }
  | { kind: "other"; node: Node; variable: Variable }
  | { kind: "global" };

export class Bindings {
  readonly #view: SourceView;
  #taken: Set<string> | undefined;
  #references: Map<Node, TSESLint.Scope.Reference> | undefined;
  readonly #known = new Map<Variable, Binding>();

  constructor(view: SourceView) {
    this.#view = view;
  }

  /** The binding of an identifier that is read or written; a name that the file does not bind is `global`. */
  of(identifier: TSESTree.Identifier | TSESTree.JSXIdentifier): Binding {
    const variable = this.variableOf(identifier);
    return variable ? this.#describe(variable) : { kind: "global" };
  }

  /** The binding of the identifier that an expression is, or undefined for any other expression. */
  ofExpression(node: Node): Binding | undefined {
    const inner = unwrap(node);
    return inner.type === "Identifier" ? this.of(inner) : undefined;
  }

  /** What the variable that an expression names is declared with; undefined for what is taken out of it by a pattern. */
  declaredValue(node: Node): Node | undefined {
    const binding = this.ofExpression(node);
    return binding?.kind === "variable" && !binding.pattern ? binding.init : undefined;
  }

  /** The same, where the variable is never given another value. */
  constantValue(node: Node): Node | undefined {
    const binding = this.ofExpression(node);
    return binding?.kind === "variable" && binding.constant && !binding.pattern ? binding.init : undefined;
  }

  variableOf(identifier: TSESTree.Identifier | TSESTree.JSXIdentifier): Variable | undefined {
    const reference = this.#reference(identifier);
    const variable = reference ? reference.resolved : this.lookUp(identifier.name, identifier);
    return variable && variable.defs.length > 0 ? variable : undefined;
  }

  /** What the name would mean if it were written at the node; undefined when nothing in the file binds it. */
  lookUp(name: string, at: Node): Variable | undefined {
    let scope: Scope | null = this.scopeAt(at);
    while (scope) {
      const variable = scope.set.get(name);
      if (variable && variable.defs.length > 0) return variable;
      scope = scope.upper;
    }
    return undefined;
  }

  bindingNamed(name: string, at: Node): Binding | undefined {
    const variable = this.lookUp(name, at);
    return variable && this.#describe(variable);
  }

  scopeAt(node: Node): Scope {
    const manager = this.#view.scopes();
    for (let outer: Node | undefined = node; outer; outer = outer.parent) {
      const scope = manager.acquire(outer, outer !== node || isFunction(outer) || outer.type === "Program");
      if (scope) return scope.type === "function-expression-name" ? scope.childScopes[0]! : scope;
    }
    return manager.scopes[0]!;
  }

  /** The names that anything in the file binds or reads, so that a new one does not clash with any. */
  takenNames(): ReadonlySet<string> {
    if (this.#taken) return this.#taken;
    const taken = (this.#taken = new Set<string>());
    for (const scope of this.#view.scopes().scopes) {
      for (const variable of scope.variables) if (variable.defs.length > 0) taken.add(variable.name);
      for (const reference of scope.through) taken.add(reference.identifier.name as string);
    }
    return taken;
  }

  /** The module-level variable of that name. */
  topLevel(name: string): Variable | undefined {
    // The global scope, and the module's or, in CommonJS, the function's that stands for it.
    const [outer] = this.#view.scopes().scopes;
    for (const scope of outer ? [outer, ...outer.childScopes.slice(0, 1)] : []) {
      const variable = scope.set.get(name);
      if (variable && variable.defs.length > 0) return variable;
    }
    return undefined;
  }

  describe(variable: Variable): Binding {
    return this.#describe(variable);
  }

  #reference(identifier: Node): TSESLint.Scope.Reference | undefined {
    if (!this.#references) {
      this.#references = new Map();
      for (const scope of this.#view.scopes().scopes) {
        for (const reference of scope.references) this.#references.set(reference.identifier, reference);
      }
    }
    return this.#references.get(identifier);
  }

  #describe(variable: Variable): Binding {
    let binding = this.#known.get(variable);
    if (!binding) {
      binding = describe(variable);
      this.#known.set(variable, binding);
    }
    return binding;
  }
}

function describe(variable: Variable): Binding {
  const def = variable.defs[0]!;
  const node = def.node as Node;
  switch (def.type as string) {
    case "ImportBinding":
      return describeImport(node, def.parent as Node | undefined, variable);
    case "FunctionName":
      return describeFunction(variable, node);
    case "ClassName":
      return { kind: "class", node, variable };
    case "CatchClause":
      return { kind: "caught", node, variable };
    case "Parameter":
      return describeParameter(node, def.name as Node, variable);
    case "Variable":
      return describeVariable(node as TSESTree.VariableDeclarator, def.parent as TSESTree.VariableDeclaration, variable);
    default:
      return { kind: "other", node, variable };
  }
}

/** Of a function with overloads, the one that has a body. */
function describeFunction(variable: Variable, node: Node): Binding {
  const fn = variable.defs.map((def) => def.node as Node).findLast((one) => "body" in one && one.body);
  return fn ? { kind: "function", fn: fn as FunctionNode, variable, node: fn } : { kind: "other", node, variable };
}

function describeImport(node: Node, declaration: Node | undefined, variable: Variable): Binding {
  if (node.type === "TSImportEqualsDeclaration" && node.moduleReference.type === "TSExternalModuleReference") {
    const { expression } = node.moduleReference;
    if (expression.type === "Literal" && typeof expression.value === "string") return { kind: "import", source: expression.value, imported: "default", constant: true, variable, node };
  }
  if (declaration?.type !== "ImportDeclaration") return { kind: "other", node, variable };
  const imported =
    node.type === "ImportSpecifier"
      ? node.imported.type === "Identifier"
        ? node.imported.name
        : String(node.imported.value)
      : node.type === "ImportNamespaceSpecifier"
        ? "*"
        : "default";
  return { kind: "import", source: declaration.source.value, imported, constant: true, variable, node };
}

function describeParameter(fn: Node, name: Node, variable: Variable): Binding {
  if (!isFunction(fn)) return { kind: "other", node: name, variable };
  const index = fn.params.findIndex((parameter) => name.range[0] >= parameter.range[0] && name.range[1] <= parameter.range[1]);
  const parameter = fn.params[index];
  const direct = parameter === name || (parameter?.type === "AssignmentPattern" && parameter.left === name);
  return { kind: "parameter", fn, index, pattern: direct ? undefined : parameter, variable, node: name };
}

function describeVariable(
  declarator: TSESTree.VariableDeclarator,
  declaration: TSESTree.VariableDeclaration | undefined,
  variable: Variable,
): Binding {
  const init = declarator.init ?? undefined;
  const constant = declaration?.kind === "const" || !variable.references.some((ref) => ref.isWrite() && !ref.init);
  const required = init && requiredModule(init);
  if (required) {
    const imported = declarator.id.type === "Identifier" ? required.member ?? "default" : takenProperty(declarator.id, variable.name);
    if (imported !== undefined) return { kind: "import", source: required.source, imported, constant, variable, node: declarator };
  }
  const inner = init && unwrap(init);
  if (declarator.id.type === "Identifier" && inner && isFunction(inner) && declaration?.kind === "const") {
    return { kind: "function", fn: inner, variable, node: declarator };
  }
  return {
    kind: "variable",
    init,
    pattern: declarator.id.type === "Identifier" ? undefined : declarator.id,
    constant,
    variable,
    node: declarator,
  };
}

/** `require("x")`, `require("x").y` and `await import("x")` are imports too. */
function requiredModule(init: Node): { source: string; member: string | undefined } | undefined {
  let inner = unwrap(init);
  let member: string | undefined;
  if (inner.type === "MemberExpression" && !inner.computed && inner.property.type === "Identifier") {
    member = inner.property.name;
    inner = unwrap(inner.object);
  }
  if (inner.type === "ImportExpression") return literalSource(inner.source, member);
  if (inner.type !== "CallExpression" || inner.arguments.length !== 1) return undefined;
  if (inner.callee.type !== "Identifier" || inner.callee.name !== "require") return undefined;
  return literalSource(inner.arguments[0]!, member);
}

function literalSource(node: Node, member: string | undefined): { source: string; member: string | undefined } | undefined {
  return node.type === "Literal" && typeof node.value === "string" ? { source: node.value, member } : undefined;
}

function takenProperty(pattern: Node, name: string): string | undefined {
  if (pattern.type !== "ObjectPattern") return undefined;
  for (const property of pattern.properties) {
    if (property.type !== "Property" || property.key.type !== "Identifier") continue;
    const value = property.value.type === "AssignmentPattern" ? property.value.left : property.value;
    if (value.type === "Identifier" && value.name === name) return property.key.name;
  }
  return undefined;
}
