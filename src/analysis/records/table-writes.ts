/** Which table a call writes to, and how: one reader for the query builders, mappers and plain SQL that back ends use. */
import type { TSESTree } from "@typescript-eslint/utils";
import { staticString } from "../../scope/static-value.js";
import type { SourceFile } from "../../source-file.js";
import { calleeName, dottedPath, isFunction, memberName, propertyName, unwrap, type CallNode, type Node } from "../../syntax/ast.js";
import { keptWith } from "../../syntax/kept-with.js";

export type WriteVerb = "insert" | "update" | "delete";

export interface TableWrite {
  /** As it is written: `auditLog`, `User`, `audit_logs`. */
  readonly table: string;
  readonly verb: WriteVerb;
  /** The object literals that hold what is written. */
  readonly values: readonly TSESTree.ObjectExpression[];
  /** Columns that plain SQL sets. */
  readonly columns: readonly string[];
  /** Only rows that have run out are deleted. */
  readonly sweeps?: true;
  /** False where only the look of the call speaks for a database: `registry.auditLog.create()`. */
  readonly certain: boolean;
  /** True for `upsert({ where, update: {}, create })`: a row that is there stays as it is. */
  readonly onlyMissing?: boolean;
}

const VERBS: ReadonlyMap<string, WriteVerb> = new Map<string, WriteVerb>([
  ...["insert", "insertMany", "insertOne", "create", "createMany", "createManyAndReturn", "createOne", "bulkCreate", "add", "save", "upsert", "insertInto", "replaceInto", "addDoc"].map((name) => [name, "insert"] as const),
  ...["update", "updateMany", "updateOne", "updateTable", "findByIdAndUpdate", "findOneAndUpdate", "updateAttributes", "patch", "set", "updateDoc", "setDoc"].map((name) => [name, "update"] as const),
  ...["delete", "deleteMany", "deleteOne", "deleteFrom", "destroy", "del", "remove", "softDelete", "softRemove", "findByIdAndDelete", "findOneAndDelete", "findByIdAndRemove", "findOneAndRemove", "deleteDoc"].map((name) => [name, "delete"] as const),
]);
const NAMES_ITS_TABLE = /^(?:insertInto|replaceInto|updateTable|deleteFrom)$/;
const RUNS_SQL = /^(?:query|execute|run|exec|prepare|raw|unsafe|all|get|one|none|\$?(?:execute|query)Raw(?:Unsafe)?)$/;
const SQL_TAG = /^(?:sql|SQL|raw|\$?(?:execute|query)Raw|query)$/;
/** Calls of a chain that name the table. */
const TABLE_CALL = /^(?:from|into|table|collection|getRepository|getMongoRepository|model|getModel)$/;
const DATABASE = /^(?:prisma\w*|db|\w+D[bB]|database|tx|trx|knex|orm|em|manager|entityManager|connection|conn|models|drizzle|transaction|repositories|dataSource|queryRunner|qb|kysely|sequelize|client|supabase\w*|\w*Prisma)$/;
const HOLDER_SUFFIX = /(?:Repository|Repo|Model|Collection|Table|Entity|Dao|DAO|Store)$/;
/** What follows a builder's `insert(table)`, `update(table)` and `delete(table)`. */
const BUILDER_LINK = /^(?:values|set|where|returning|onConflict\w*|execute|run|into)$/;

const caches = keptWith<SourceFile, Map<Node, TableWrite | undefined>>();

/** What a call, or a template such as sql`insert into …`, writes; undefined for what writes to no table that the file names. */
export function tableWriteOf(node: CallNode | TSESTree.TaggedTemplateExpression, file: SourceFile): TableWrite | undefined {
  let known = caches.get(file);
  if (!known) caches.set(file, (known = new Map()));
  if (known.has(node)) return known.get(node);
  const found = node.type === "TaggedTemplateExpression" ? readTemplate(node) : node.type === "CallExpression" ? readCall(node, file) : undefined;
  known.set(node, found);
  return found;
}

/** By the name of what is called alone. */
export function mayWriteTable(name: string): boolean {
  return VERBS.has(name) || RUNS_SQL.test(name);
}

function readTemplate(node: TSESTree.TaggedTemplateExpression): TableWrite | undefined {
  const tag = unwrap(node.tag);
  const name = tag.type === "Identifier" ? tag.name : tag.type === "MemberExpression" ? memberName(tag) : undefined;
  return name !== undefined && SQL_TAG.test(name) ? readSql(textOf(node.quasi)) : undefined;
}

function textOf(template: TSESTree.TemplateLiteral): string {
  return template.quasis.map(({ value }) => value.raw).join(" ? ");
}

const TABLE = String.raw`["\x60[]?(?:\w+["\x60\]]?\.)?["\x60[]?(\w+)`;
const SQL_FORMS: readonly (readonly [WriteVerb, RegExp])[] = [
  ["insert", new RegExp(String.raw`\b(?:insert|replace)\s+(?:or\s+\w+\s+)?into\s+${TABLE}`, "i")],
  ["update", new RegExp(String.raw`\bupdate\s+(?:only\s+)?${TABLE}["\x60\]]?\s+(?:\w+\s+)?set\s+([\s\S]*)`, "i")],
  ["delete", new RegExp(String.raw`\bdelete\s+from\s+${TABLE}`, "i")],
];

function readSql(text: string): TableWrite | undefined {
  for (const [verb, form] of SQL_FORMS) {
    const match = form.exec(text);
    if (!match) continue;
    if (verb === "insert") return { table: match[1]!, verb, values: [], columns: insertedColumns(text.slice(match.index + match[0].length)), certain: true };
    const set = verb === "update" ? match[2]!.split(/\bwhere\b/i)[0]! : "";
    const columns = [...set.matchAll(/(?:^|,)\s*["\x60[]?(\w+)["\x60\]]?\s*=/g)].map(([, column]) => column!);
    const sweeps = verb === "delete" && /\bexpir\w*\s*<|\bexpired\b/i.test(text);
    return { table: match[1]!, verb, values: [], columns, certain: true, ...(sweeps && { sweeps }) };
  }
  return undefined;
}

/** The columns in the brackets behind the table's name. */
function insertedColumns(text: string): string[] {
  const [, list] = /^["\x60\]]?\s*\(([^()]*)\)/.exec(text) ?? [];
  return list === undefined ? [] : list.split(",").map((column) => column.replaceAll(/[\s"\x60[\]]/g, ""));
}

function readCall(call: TSESTree.CallExpression, file: SourceFile): TableWrite | undefined {
  const name = calleeName(call);
  if (name === undefined) return undefined;
  if (RUNS_SQL.test(name)) {
    const sql = sqlOf(call, name, file);
    if (sql !== undefined) return readSql(sql);
  }
  const verb = VERBS.get(name);
  if (verb === undefined) return undefined;
  const table = tableOf(call, name, file);
  return table && { table: table.name.replace(HOLDER_SUFFIX, "") || table.name, verb, values: valuesOf(call, file), columns: [], certain: table.certain, onlyMissing: name === "upsert" && updatesNothing(call) };
}

function updatesNothing({ arguments: [given] }: TSESTree.CallExpression): boolean {
  if (given?.type !== "ObjectExpression") return false;
  const update = given.properties.find((property) => propertyName(property) === "update");
  return update?.type === "Property" && update.value.type === "ObjectExpression" && update.value.properties.length === 0;
}

/** The statement that a call runs: its first argument, or a field of that, or the one that it was prepared with. */
function sqlOf(call: TSESTree.CallExpression, name: string, file: SourceFile): string | undefined {
  const first = call.arguments[0] && unwrap(call.arguments[0]);
  // Preparing runs nothing yet, unless the statement is used where it is made.
  if (name === "prepare" && call.parent.type === "VariableDeclarator") return undefined;
  if (first) {
    if (first.type === "TaggedTemplateExpression") return textOf(first.quasi);
    if (first.type === "ObjectExpression") {
      const text = first.properties.find((property) => /^(?:text|sql|query)$/.test(propertyName(property) ?? ""));
      if (text?.type === "Property") return sqlText(text.value, file);
    }
    const direct = sqlText(first, file);
    if (direct !== undefined) return direct;
  }
  const object = unwrap(call.callee).type === "MemberExpression" ? unwrap((unwrap(call.callee) as TSESTree.MemberExpression).object) : undefined;
  if (object?.type !== "Identifier" || !/^(?:run|all|get|execute)$/.test(name)) return undefined;
  const binding = file.bindings.of(object);
  const prepared = binding.kind === "variable" && binding.init ? unwrap(binding.init) : undefined;
  return prepared?.type === "CallExpression" && calleeName(prepared) === "prepare" && prepared.arguments[0] ? sqlText(prepared.arguments[0], file) : undefined;
}

function sqlText(node: Node, file: SourceFile): string | undefined {
  const inner = unwrap(node);
  return inner.type === "TemplateLiteral" ? textOf(inner) : staticString(inner, file.bindings);
}

interface Table {
  readonly name: string;
  readonly certain: boolean;
}

function tableOf(call: TSESTree.CallExpression, name: string, file: SourceFile): Table | undefined {
  const callee = unwrap(call.callee);
  const first = call.arguments[0];
  if (/Doc$/.test(name)) return documentTable(first, file);
  if (callee.type !== "MemberExpression") return undefined;
  const object = unwrap(callee.object);
  if (NAMES_ITS_TABLE.test(name)) return asTable(staticString(first, file.bindings)?.split(/\s/)[0]);
  if (/^(?:insert|update|delete|save|remove|softDelete|upsert|create)$/.test(name)) {
    const entity = first && namedEntity(first);
    const link = linkAfter(call);
    if (entity !== undefined && (BUILDER_LINK.test(link?.name ?? "") || DATABASE.test(lastName(object) ?? ""))) return asTable(entity);
    if (link && /^(?:into|from)$/.test(link.name)) return asTable(staticString(link.argument, file.bindings) ?? (link.argument && namedEntity(link.argument)));
  }
  if (object.type === "CallExpression") return chainedTable(object, file);
  return name === "set" ? undefined : heldTable(object, name, first);
}

function asTable(name: string | undefined, certain = true): Table | undefined {
  return name === undefined || name === "" ? undefined : { name, certain };
}

/** `users`, `schema.users`, `AuditLog`: a table or an entity by its name. */
function namedEntity(node: Node): string | undefined {
  const path = dottedPath(node);
  return path && path[0] !== "this" && path.length <= 2 ? path.at(-1) : undefined;
}

function lastName(node: Node): string | undefined {
  return node.type === "CallExpression" ? calleeName(node) : dottedPath(node)?.at(-1);
}

/** The call behind this one in its chain: `values` of `db.insert(t).values({…})`. */
function linkAfter(
  call: Node,
): { readonly name: string; readonly argument: Node | undefined; readonly call: TSESTree.CallExpression } | undefined {
  const member = call.parent;
  if (member?.type !== "MemberExpression" || member.object !== call || member.parent.type !== "CallExpression") return undefined;
  const name = memberName(member);
  return name === undefined ? undefined : { name, argument: member.parent.arguments[0], call: member.parent };
}

/** `supabase.from("t")`, `db.collection("t").doc(id)`, `getRepository(User)`, `knex("t")`: the table further down the chain. */
function chainedTable(call: TSESTree.CallExpression, file: SourceFile): Table | undefined {
  let inner: Node = call;
  while (inner.type === "CallExpression") {
    const callee = unwrap(inner.callee);
    const name = calleeName(inner) ?? "";
    const first = inner.arguments[0];
    const isDatabase = callee.type === "Identifier" && DATABASE.test(name);
    if (TABLE_CALL.test(name) || isDatabase)
      return asTable(staticString(first, file.bindings) ?? (first && !isFunction(first) ? namedEntity(first) : undefined));
    if (callee.type !== "MemberExpression") return undefined;
    inner = unwrap(callee.object);
  }
  return undefined;
}

/** `updateDoc(doc(db, "users", id), { … })`. */
function documentTable(node: Node | undefined, file: SourceFile): Table | undefined {
  const inner = node && unwrap(node);
  if (inner?.type !== "CallExpression" || !/^(?:doc|collection)$/.test(calleeName(inner) ?? "")) return undefined;
  return asTable(staticString(inner.arguments[1], file.bindings));
}

/** `prisma.user.update`, `User.create`, `this.userRepository.save`: the table by what holds the method. */
function heldTable(object: Node, method: string, first: Node | undefined): Table | undefined {
  const path = dottedPath(object);
  const last = path?.at(-1);
  if (!path || last === undefined || last === "this") return undefined;
  const isModel = /^[A-Z][a-z]/.test(last) || HOLDER_SUFFIX.test(last);
  const inDatabase = path.slice(0, -1).some((part) => DATABASE.test(part));
  const isRecord = path.length === 1 && method === "destroy";
  // `PaymentFactory.create("stripe", { api_key })`: a thing of that kind is made, and no row.
  if (path.length === 1 && /^create(?:One)?$/.test(method) && first?.type === "Literal") return undefined;
  if (path.length === 1 && (isModel || isRecord)) return asTable(last, true);
  if (path.length === 1) return undefined;
  return asTable(last, isModel || inDatabase || asksLikePrisma(first));
}

function asksLikePrisma(first: Node | undefined): boolean {
  return first?.type === "ObjectExpression" && first.properties.some((property) => /^(?:data|where)$/.test(propertyName(property) ?? ""));
}

/** Parts of an argument that choose rows and set nothing. */
const CHOOSES = new Set(["where", "select", "include", "transaction", "returning", "omit"]);

/** What is written, without the parts that choose rows: `data` of Prisma, `$set` of MongoDB, `set` of a builder. */
function valuesOf(call: TSESTree.CallExpression, file: SourceFile): TSESTree.ObjectExpression[] {
  const given: Node[] = [...call.arguments];
  for (let link = linkAfter(call); link; link = linkAfter(link.call)) if (/^(?:values|set)$/.test(link.name)) given.push(...link.call.arguments);
  return given.flatMap((argument) => setObjects(argument, file));
}

function setObjects(node: Node, file: SourceFile): TSESTree.ObjectExpression[] {
  const inner = unwrap(node);
  if (inner.type === "ArrayExpression") return inner.elements.flatMap((element) => (element ? setObjects(element, file) : []));
  const binding = inner.type === "Identifier" ? file.bindings.of(inner) : undefined;
  const object = binding?.kind === "variable" && binding.init && !binding.pattern ? unwrap(binding.init) : inner;
  if (object.type !== "ObjectExpression") return [];
  const nested = object.properties.flatMap((property) =>
    property.type === "Property" && /^(?:data|update|create|\$set|\$inc|\$push|\$addToSet)$/.test(propertyName(property) ?? "") ? setObjects(property.value, file) : [],
  );
  if (nested.length > 0) return nested;
  return object.properties.every((property) => CHOOSES.has(propertyName(property) ?? "")) ? [] : [object];
}
