/**
 * What a variable holds where it is read: what was assigned to it and written into it before, or what callers give. Its
 * name is asked when nothing else is known, and its use before its name: fields are read from objects, not from secrets.
 */
import type { TSESLint, TSESTree } from "@typescript-eslint/utils";
import type { Binding } from "../../scope/bindings.js";
import { dottedPath, enclosingFunction, isFunction, unwrap, type Node } from "../../syntax/ast.js";
import { splitWords } from "../../syntax/names.js";
import { walk } from "../../syntax/walk.js";
import { saysHarmless } from "../../vocabulary/secret-words.js";
import { valueOfArguments, valueOfParameter } from "./carried-by-parameters.js";
import { isTellingType } from "./cleared-values.js";
import { heldAt } from "./held-values.js";
import { isTextHere } from "./known-text.js";
import { secretFields } from "./secret-fields.js";
import type { Trace } from "./secret-trace.js";
import { CLEAN, either, isSecretText, isUnknown, OPAQUE, RECORD, type Value } from "./secret-value.js";
import { bodyOfShownType } from "./typed-bodies.js";
import { fieldsOfTypeNode } from "./typed-fields.js";
import { valueByUse } from "./value-by-use.js";
import { usesOf } from "./variable-uses.js";

type Variable = TSESLint.Scope.Variable;

export function valueOfIdentifier(node: TSESTree.Identifier, trace: Trace): Value {
  if (node.name === "undefined") return CLEAN;
  const binding = trace.file.bindings.of(node);
  // A class, a model or a component: `Token`, `PasswordForm`; not `const Authorization = req.headers.get(…)`.
  if (/^[A-Z][A-Za-z\d]*[a-z]/.test(node.name) && !(binding.kind === "variable" && isCalledInside(binding.init))) return OPAQUE;
  switch (binding.kind) {
    case "global":
      return node.name === "arguments" ? valueOfArguments(node, trace) : trace.byName(node.name, node);
    case "function":
    case "class":
      return CLEAN;
    case "import":
      return valueOfImport(binding, node, trace);
    case "caught":
      return valueOfCaught(binding.node, trace);
    case "other":
      return OPAQUE;
    default:
      return valueOfVariable(binding, node, trace);
  }
}

/** A value that a function has asked for, and no class that it makes. */
function isCalledInside(init: Node | undefined): boolean {
  const inner = init && unwrap(init);
  return inner?.type === "CallExpression" && enclosingFunction(inner) !== undefined;
}

/** A name that is imported from a module of words (`./constants`, `./types`) is a word. */
function valueOfImport(binding: Extract<Binding, { kind: "import" }>, node: TSESTree.Identifier, trace: Trace): Value {
  if (
    splitWords(binding.source).some((word) =>
      /^(?:constants?|types?|enums?|messages|routes|schemas?|validators?|validations?|strings|i18n|components?|icons)$/.test(
        word,
      ),
    )
  )
    return CLEAN;
  return binding.imported === "*" ? OPAQUE : trace.byName(binding.imported === "default" ? node.name : binding.imported, node);
}

/** An error is clean unless the `try` itself throws one that was built from a secret. */
function valueOfCaught(clause: Node, trace: Trace): Value {
  const statement = clause.parent;
  if (statement?.type !== "TryStatement" || !/\bthrow\b/.test(trace.file.view.text.slice(...statement.block.range)))
    return OPAQUE;
  const thrown: Value[] = [OPAQUE];
  walk(statement.block, (node) => {
    if (isFunction(node)) return false;
    if (node.type === "ThrowStatement" && unwrap(node.argument).type === "NewExpression")
      thrown.push(trace.valueOf(node.argument));
    return undefined;
  });
  return either(thrown);
}

type Local = Extract<Binding, { kind: "variable" | "parameter" }>;

function valueOfVariable(binding: Local, at: TSESTree.Identifier, trace: Trace): Value {
  const { variable } = binding;
  const type = annotatedType(variable);
  if (isTellingType(type)) return CLEAN;
  let value = heldAt(variable, at, trace, () => (binding.kind === "parameter" ? valueOfParameter(binding, trace) : undefined));
  // Assigned only in what runs later, or by nobody that the file shows.
  value ??= binding.kind === "variable" && !usesOf(variable).isAssigned && !isDeclaredOnly(binding.node) ? CLEAN : OPAQUE;
  if (value.kind === "whole" && value.part === "body" && !trace.reading) {
    const said = type ?? castType(binding);
    value = (said && bodyOfShownType(said, trace)) ?? value;
  }
  // `const clientId = decoded.slice(0, colon)`: what was cut out of a secret is what its new name says.
  const mayBePart = isSecretText(value) && !trace.reading && NAMES_ANOTHER_PART.test(at.name);
  if (mayBePart && !mayNameSecret(at.name, trace) && !isGivenWhole(at, binding, trace))
    return trace.byName(at.name, at);
  if (value.kind === "secret" && value.secret.class === "session id" && isNoLogin(binding, trace)) return CLEAN;
  if ((value === RECORD || isUnknown(value)) && !trace.reading) {
    const said = type ?? castType(binding);
    const typed = said && fieldsOfTypeNode(said, trace);
    if (typed) return typed;
  }
  if (value === RECORD && !trace.reading) return valueByUse(variable, type, trace) ?? value;
  if (!isUnknown(value)) return value.kind !== "object" && (saysHarmless(at.name) || usesOf(variable).isLookedUp) ? CLEAN : value;
  if (trace.reading) return OPAQUE;
  const named = byNames(variable, at, trace);
  if (named.kind === "clean" || usesOf(variable).isOneOfWords || usesOf(variable).isLocalFile) return CLEAN;
  if (named.kind === "secret" && named.secret.class === "session id" && isNoLogin(binding, trace)) return CLEAN;
  return (isTextHere(at) ? undefined : valueByUse(variable, type, trace)) ?? named;
}

/** What its name says, else what its use does: the name that it is given, a password that is compared with a hash. */
function byNames(variable: Variable, at: TSESTree.Identifier, trace: Trace): Value {
  const named = trace.byName(at.name, at);
  if (!isUnknown(named)) return named;
  const { names, isHashed } = usesOf(variable);
  const other = names.map((name) => trace.byName(name, at)).find(({ kind }) => kind === "secret");
  return other ?? (isHashed ? trace.byName("password", at) : named);
}

const NAMES_ANOTHER_PART =
  /(?:^|[a-z_])(?:[iI]ds?|[nN]ame|[uU]ser|[sS]cheme|[tT]ype|[rR]ole|[eE]mail|[hH]ost(?:name)?|[kK]id|[pP]rotocol|[pP]ort|[dD]atabase|[cC]ontract|[pP]ath|[aA]ddress)$/;

/** `id = req.cookies.session`: the secret itself, under a name that says of nothing whose id it is. */
function isGivenWhole({ name }: TSESTree.Identifier, { variable }: Local, trace: Trace): boolean {
  if (name !== "id") return false;
  return variable.references.some((reference) => {
    const holder = reference.isWrite() ? (reference.identifier as Node).parent : undefined;
    const written = holder?.type === "AssignmentExpression" ? holder.right : holder?.type === "VariableDeclarator" ? holder.init : undefined;
    const given = written && unwrap(written);
    return given?.type === "MemberExpression" && !given.computed && trace.valueOf(given).kind === "secret";
  });
}

/** `const sessionId = req.cookies.sid`: a name that is no secret's by itself, and says nothing against the value's. */
function mayNameSecret(name: string, trace: Trace): boolean {
  return secretFields(trace.file.settings)(name);
}

/**
 * `const sessionId = Math.random()…`: a number to find the lines of one call by; no session would be kept under it. Nor would one
 * stand in a path (`params.id`), or a flag in the browser's storage under its key.
 */
function isNoLogin(binding: Local, trace: Trace): boolean {
  const init = binding.kind === "variable" ? binding.init : undefined;
  // `createSession({ expiresAt: Date.now() + day })`: until when it lasts is not what it is.
  const text = init ? trace.file.view.text.slice(...init.range).replaceAll(/(?<!\$)\{[^{}]*\}/g, "") : "";
  return /\bMath\.random\(|\bDate\.now\(|\bparams\b/.test(text) || binding.variable.references.some(({ identifier }) => isStorageKey(identifier as Node));
}

/** `sessionStorage.getItem(sessionKey)`. */
function isStorageKey(identifier: Node): boolean {
  const call = identifier.parent;
  if (call?.type !== "CallExpression" || call.arguments[0] !== identifier || call.callee.type !== "MemberExpression") return false;
  return /^(?:sessionStorage|localStorage)$/.test(dottedPath(call.callee.object)?.at(-1) ?? "");
}

/** `declare const API_KEY: string`: its value comes from elsewhere. */
function isDeclaredOnly(declarator: Node): boolean {
  return declarator.parent?.type === "VariableDeclaration" && declarator.parent.declare === true;
}

/** `const call = req.body as Call`. */
function castType(binding: Local): TSESTree.TypeNode | undefined {
  if (binding.kind !== "variable" || binding.variable.defs[0]?.name.parent?.type !== "VariableDeclarator") return undefined;
  return binding.init?.type === "TSAsExpression" ? binding.init.typeAnnotation : undefined;
}

function annotatedType(variable: Variable): TSESTree.TypeNode | undefined {
  const name = variable.defs[0]?.name as Node | undefined;
  return name?.type === "Identifier" ? name.typeAnnotation?.typeAnnotation : undefined;
}
