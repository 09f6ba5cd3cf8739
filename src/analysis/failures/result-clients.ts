/**
 * Clients whose calls give `{ data, error }` instead of throwing, as Supabase's does: which calls are theirs, and what they
 * do.
 */
import type { TSESTree } from "@typescript-eslint/utils";
import type { SourceFile } from "../../source-file.js";
import { calleeName, chainRoot, dottedPath, memberName, unwrap, type Node } from "../../syntax/ast.js";
import { foundOnce } from "../../syntax/kept-with.js";

/** Asking who is signed in: its error says that nobody is. */
const LOOKS_FOR_SESSION = /^(?:getUser|getSession|getClaims|getURL|getPublicUrl|onAuthStateChange)$/;

/** True for a call whose failure comes out as `error`, unless its chain says that it is to be thrown. */
export function givesError(call: TSESTree.CallExpression, file: SourceFile): boolean {
  const { methods, parts, root } = chainOf(call);
  if (methods.includes("throwOnError") || LOOKS_FOR_SESSION.test(methods[0]!)) return false;
  if (isAskedAsNoOther(methods, parts)) return true;
  const part = parts.find(({ name, object }) => PARTS.has(name) && isClient(object, file));
  if (!part && !methods.some((name) => name === "from" || name === "rpc")) return false;
  return isClient(root, file) || isClient(chainObject(call), file) || isKnownByUse(chainObject(call), file);
}

/** `admin.functions.invoke("mail")`, `admin.auth.admin.deleteUser(id)`: whatever the client is called. */
function isAskedAsNoOther(methods: Chain["methods"], parts: Chain["parts"]): boolean {
  const [last, before] = parts.slice(0, 2).map(({ name }) => name);
  if (last === "invoke") return before === "functions";
  return before === "admin" && parts[2]?.name === "auth" && methods.length === 1;
}

/** What such a client alone is asked behind a table: a query builder that throws has `where`, and comparisons are given to it. */
const FILTERS: ReadonlySet<string> = new Set(["eq", "neq", "maybeSingle", "upsert", "ilike"]);

/** A client that another file makes, by what this one asks it: `admin.from("x").delete().eq("id", 1)`. */
function isKnownByUse(client: Node, file: SourceFile): boolean {
  const name = nameOfClient(client, file);
  return name !== undefined && clientsByUse(file).has(name);
}

const clientsByUse = foundOnce((file: SourceFile): ReadonlySet<unknown> => {
  const clients = new Set<unknown>();
  for (const call of file.outline.calls) {
    if (call.type !== "CallExpression" || !FILTERS.has(calleeName(call) ?? "")) continue;
    if (namesTable(call)) clients.add(nameOfClient(chainObject(call), file));
  }
  return clients;
});

/** What a client is known by: the function that gives it, the variable, or the path to it. */
function nameOfClient(client: Node, file: SourceFile): unknown {
  const inner = unwrap(client);
  const binding = inner.type === "Identifier" ? file.bindings.of(inner) : undefined;
  const init = binding?.kind === "variable" && binding.constant && !binding.pattern && binding.init ? unwrap(binding.init) : undefined;
  const made = init?.type === "AwaitExpression" ? unwrap(init.argument) : (init ?? inner);
  const named = made.type === "CallExpression" ? unwrap(made.callee) : inner;
  return (named.type === "Identifier" ? file.bindings.variableOf(named) : undefined) ?? dottedPath(named)?.join(".");
}

/** `from("orders")`, with one table by its name, or a name for that. */
function namesTable(call: TSESTree.CallExpression): boolean {
  let node: Node = call;
  while (node.type === "CallExpression" || node.type === "MemberExpression") {
    if (node.type === "CallExpression" && calleeName(node) === "from")
      return node.callee.type === "MemberExpression" && node.arguments.length === 1 && node.arguments[0]!.type === "Literal";
    node = node.type === "CallExpression" ? unwrap(node.callee) : unwrap(node.object);
  }
  return false;
}

const PARTS: ReadonlySet<string> = new Set(["auth", "storage", "functions"]);
const ROW_CHANGES: ReadonlySet<string> = new Set(["insert", "update", "upsert", "delete", "rpc"]);
/** A bucket that is there already cannot be created, and where there is none the upload fails. */
const STORED = /^(?:upload\w*|update|move|copy|create(?!Bucket)\w*|empty\w*|delete\w*)$/;
/** Whose session ends or goes on as it was, nobody waits to hear of. */
const ENDS_SESSION = /^(?:signOut|refreshSession|startAutoRefresh|stopAutoRefresh)$/;

/** What a call of such a client changes: `insert`, `rpc`, `upload`, `invoke`; undefined for a query, and for tidying up. */
export function changeOf(call: TSESTree.CallExpression): string | undefined {
  const { methods, parts } = chainOf(call);
  const last = methods[0]!;
  if (parts.some(({ name }) => name === "storage")) return STORED.test(last) ? last : undefined;
  if (parts.some(({ name }) => name === "auth")) return ENDS_SESSION.test(last) ? undefined : last;
  if (parts.some(({ name }) => name === "functions")) return last === "invoke" ? last : undefined;
  return methods.find((name) => ROW_CHANGES.has(name));
}

/** `auth.signInWithPassword(…)`, not `auth.admin`: its error mostly says that somebody may not. */
export function isOfAccounts(call: TSESTree.CallExpression): boolean {
  const { parts } = chainOf(call);
  return parts.some(({ name }) => name === "auth") && !parts.some(({ name }) => name === "admin");
}

interface Chain {
  /** Names of what is called, the outermost first. */
  readonly methods: readonly string[];
  /** The fields on the way, with what they are taken from. */
  readonly parts: readonly { readonly name: string; readonly object: Node }[];
  readonly root: Node;
}

function chainOf(call: TSESTree.CallExpression): Chain {
  const methods: string[] = [];
  const parts: { name: string; object: Node }[] = [];
  let inner: Node = call;
  while (inner.type === "CallExpression" || inner.type === "MemberExpression") {
    if (inner.type === "CallExpression") {
      methods.push(calleeName(inner) ?? "");
      inner = unwrap(inner.callee);
    } else {
      const name = memberName(inner);
      if (name !== undefined) parts.push({ name, object: inner.object });
      inner = unwrap(inner.object);
    }
  }
  return { methods, parts, root: inner };
}

/** What the whole chain hangs on: `this.supabase` of `this.supabase.from("x").select()`. */
function chainObject(call: TSESTree.CallExpression): Node {
  let node: Node = call;
  for (;;) {
    const callee: Node = node.type === "CallExpression" ? unwrap(node.callee) : node;
    if (callee.type !== "MemberExpression") return callee;
    const object = unwrap(callee.object);
    if (object.type !== "CallExpression") return beneathParts(object);
    // `(await createClient()).from("x")`: the call makes the client.
    if (MAKES_CLIENT.test(calleeName(object) ?? "")) return object;
    node = object;
  }
}

/** `this.supabase` of `this.supabase.auth.admin`. */
function beneathParts(object: Node): Node {
  const name = object.type === "MemberExpression" ? (memberName(object) ?? "") : "";
  return object.type === "MemberExpression" && (PARTS.has(name) || name === "admin") ? beneathParts(unwrap(object.object)) : object;
}

const MAKES_CLIENT = /^create\w*Client$|supabase/i;

/** By its name or type, or by the `createClient()` that made it in a file that imports Supabase. */
function isClient(node: Node, file: SourceFile): boolean {
  const inner = unwrap(node);
  if (inner.type === "CallExpression") {
    const name = calleeName(inner) ?? "";
    return MAKES_CLIENT.test(name) && (/supabase/i.test(name) || speaksOfSupabase(file));
  }
  if (/supabase/i.test(dottedPath(inner)?.at(-1) ?? "")) return true;
  const binding = chainRoot(inner) === inner && inner.type === "Identifier" ? file.bindings.of(inner) : undefined;
  if (binding?.kind === "parameter") return isTypedAsClient(binding.node, file);
  if (binding?.kind !== "variable" || !binding.init || binding.pattern) return false;
  return isTypedAsClient((binding.node as TSESTree.VariableDeclarator).id, file) || (unwrap(binding.init).type === "CallExpression" && isClient(binding.init, file));
}

/** `db: SupabaseClient<Database>`. */
function isTypedAsClient(name: Node, file: SourceFile): boolean {
  const type = name.type === "Identifier" ? name.typeAnnotation : undefined;
  // oxc-parser gives null where there is no type.
  return type ? /^:\s*\w*Supabase\w*/.test(file.view.text.slice(...type.range)) : false;
}

function speaksOfSupabase(file: SourceFile): boolean {
  return file.outline.imports.some(({ source }) => /supabase/i.test(source.value));
}
