/**
 * Scopes, variables and references as ESLint's scope manager has them, with no more than the engine asks for. They are made
 * by read-scopes.ts; how a name finds its variable is told here.
 */
import type { TSESTree } from "@typescript-eslint/utils";
import type { Node } from "../syntax/ast.js";

export type Name = TSESTree.Identifier | TSESTree.JSXIdentifier;

/** What a name may stand for: `typeof x` reads a value, `x: X` a type, and `export { x }` either. */
export const VALUE = 1;
export const TYPE = 2;
export type Meaning = number;

const MEANINGS = {
  CatchClause: VALUE,
  ClassName: VALUE | TYPE,
  FunctionName: VALUE,
  ImportBinding: VALUE | TYPE,
  Parameter: VALUE,
  TSEnumMemberName: VALUE | TYPE,
  TSEnumName: VALUE | TYPE,
  TSModuleName: VALUE | TYPE,
  Type: TYPE,
  Variable: VALUE,
} as const;

/** How a name comes to be bound; the words are those of ESLint's scope manager. */
export interface Definition {
  readonly type: keyof typeof MEANINGS;
  readonly name: Node;
  readonly node: Node;
  readonly parent: Node | null;
}

export const READ = 1;
export const WRITE = 2;

export class FileReference {
  readonly identifier: Name;
  readonly from: FileScope;
  /** True where the write is that of a declaration; undefined for what only reads. */
  readonly init: boolean | undefined;
  readonly meaning: Meaning;
  readonly #access: number;
  resolved: FileVariable | null = null;

  constructor(identifier: Name, from: FileScope, access: number, init: boolean, meaning: Meaning) {
    this.identifier = identifier;
    this.from = from;
    this.#access = access;
    this.init = access & WRITE ? init : undefined;
    this.meaning = meaning;
  }

  isRead(): boolean {
    return (this.#access & READ) !== 0;
  }

  isWrite(): boolean {
    return (this.#access & WRITE) !== 0;
  }
}

export class FileVariable {
  readonly name: string;
  readonly scope: FileScope;
  readonly defs: Definition[] = [];
  readonly references: FileReference[] = [];
  /** What its definitions let it stand for; `arguments`, which has none, for anything. */
  meaning: Meaning = 0;

  constructor(name: string, scope: FileScope) {
    this.name = name;
    this.scope = scope;
  }
}

/** Scopes that `var` is hoisted to. */
const VARIABLE_SCOPES: ReadonlySet<string> = new Set([
  "class-field-initializer",
  "class-static-block",
  "function",
  "global",
  "module",
  "tsModule",
]);

export class FileScope {
  readonly type: string;
  readonly block: Node;
  readonly upper: FileScope | null;
  readonly variableScope: FileScope;
  readonly childScopes: FileScope[] = [];
  readonly set = new Map<string, FileVariable>();
  readonly variables: FileVariable[] = [];
  readonly references: FileReference[] = [];
  /** What no name of this scope answers. */
  readonly through: FileReference[] = [];
  #open: FileReference[] = [];

  constructor(type: string, block: Node, upper: FileScope | null) {
    this.type = type;
    this.block = block;
    this.upper = upper;
    this.variableScope = upper === null || VARIABLE_SCOPES.has(type) ? this : upper.variableScope;
    upper?.childScopes.push(this);
    if (type === "function" && block.type !== "ArrowFunctionExpression") this.#variable("arguments");
  }

  define(name: string, type: Definition["type"], id: Node, node: Node, parent: Node | null): void {
    const variable = this.#variable(name);
    variable.defs.push({ type, name: id, node, parent });
    variable.meaning |= MEANINGS[type];
  }

  refer(identifier: Name, access = READ, init = false, meaning: Meaning = VALUE): void {
    const reference = new FileReference(identifier, this, access, init, meaning);
    this.references.push(reference);
    this.#open.push(reference);
  }

  /** Gives each reference its variable, once all names of the scope are known; the scope around gets those that have none. */
  close(): void {
    for (const reference of this.#open) {
      const variable = this.set.get(reference.identifier.name);
      if (variable !== undefined && this.#answers(variable, reference)) {
        variable.references.push(reference);
        reference.resolved = variable;
      } else {
        this.through.push(reference);
        if (this.upper) this.upper.#open.push(reference);
      }
    }
    this.#open = [];
  }

  #variable(name: string): FileVariable {
    let variable = this.set.get(name);
    if (variable === undefined) {
      this.set.set(name, (variable = new FileVariable(name, this)));
      this.variables.push(variable);
    }
    return variable;
  }

  #answers({ defs, meaning }: FileVariable, reference: FileReference): boolean {
    if (defs.length > 0 && (meaning & reference.meaning) === 0) return false;
    return this.type !== "function" || !this.#isBeforeBody(defs, reference);
  }

  /** `function f(a = x) { const x = 1; }`: a parameter's default does not see what the body declares. */
  #isBeforeBody(defs: readonly Definition[], { identifier }: FileReference): boolean {
    const body = (this.block as { body?: Node | null }).body;
    if (!body || Array.isArray(body) || identifier.range[0] >= body.range[0]) return false;
    return defs.every(({ name }) => name.range[0] >= body.range[0]);
  }
}

/** All scopes of a file, and the way from a node to its own. */
export class ScopeTree {
  /** In the order in which they begin. */
  readonly scopes: FileScope[] = [];
  readonly #byBlock = new Map<Node, FileScope[]>();

  add(scope: FileScope): FileScope {
    this.scopes.push(scope);
    const known = this.#byBlock.get(scope.block);
    if (known) known.push(scope);
    else this.#byBlock.set(scope.block, [scope]);
    return scope;
  }

  /** The scope that a node makes: the outermost one, or with `inner` the innermost; null where it makes none. */
  acquire(node: Node, inner = false): FileScope | null {
    const scopes = this.#byBlock.get(node);
    return (inner ? scopes?.at(-1) : scopes?.[0]) ?? null;
  }
}
