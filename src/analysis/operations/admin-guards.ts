/** Which handlers stand behind middleware that lets in administrators alone, wherever it is put before them. */
import type { TSESTree } from "@typescript-eslint/utils";
import { hasRouters, type HandlerSite } from "../../frameworks/framework.js";
import { isMountedBefore, mountCalls, registeredOn, type MountCall, type RouterNode } from "../../frameworks/mounting.js";
import type { SourceFile } from "../../source-file.js";
import { calleeName, dottedPath, memberName, unwrap, type Node } from "../../syntax/ast.js";
import { splitWords } from "../../syntax/names.js";

export function isBehindAdmins(handler: HandlerSite, file: SourceFile): boolean {
  if (isGivenAdmins(handler) || handler.mount?.forAdmins) return true;
  const router = hasRouters(handler.framework) ? registeredOn(handler.place) : undefined;
  return router !== undefined && adminsBefore(router, handler.place.range[0], mountCalls(file), file);
}

/** True for a handler whose own registration puts such middleware before it, or a wrapper of the kind around it. */
export function isGivenAdmins({ wrappers, middleware }: HandlerSite): boolean {
  return wrappers.some((wrapper) => saysAdmins(splitWords(calleeName(wrapper) ?? ""))) || middleware.some(isForAdmins);
}

/** `router.use(requireAdmin)` above the registration. */
export function adminsBefore(router: RouterNode, before: number, calls: readonly MountCall[], file: SourceFile): boolean {
  return isMountedBefore(isForAdmins, router, before, calls, file);
}

/** `requireAdmin`, `auth.isAdmin`, `authorize("admin")`, `role.check(ROLES.Admin)`, a list with one of them in it. */
export function isForAdmins(node: Node): boolean {
  const inner = unwrap(node);
  if (inner.type === "ArrayExpression") return inner.elements.some((element) => element !== null && isForAdmins(element));
  if (inner.type !== "CallExpression") return saysAdmins(splitWords(dottedPath(inner)?.at(-1) ?? ""));
  const said = (dottedPath(inner.callee) ?? [calleeName(inner) ?? ""]).flatMap((name) => splitWords(name));
  return saysAdmins(said) || (said.some((word) => ASKS_ROLE.test(word)) && namesAdminsAlone(inner.arguments));
}

/** `requireAdmin`, `adminAuth`, `isSuperAdmin`. `isAdminOrEditor` lets in others; `adminRoutes` is no middleware. */
function saysAdmins(words: readonly string[]): boolean {
  if (!words.some((word) => ADMINS.test(word)) || words.some((word) => LETS_IN_OTHERS.test(word))) return false;
  return words.every((word) => ADMINS.test(word)) || words.some((word) => TURNS_AWAY.test(word));
}

/** Every role that is named is an administrator's, and one is named. */
function namesAdminsAlone(given: readonly TSESTree.CallExpressionArgument[]): boolean {
  const roles = given.flatMap((argument) => rolesIn(argument));
  return roles.length > 0 && roles.every((role) => role !== undefined && splitWords(role).some((word) => ADMINS.test(word)));
}

/** `"admin"`, `ROLES.Admin`, `["admin", "superadmin"]`; undefined for a value that names no role. */
function rolesIn(node: Node): (string | undefined)[] {
  const inner = unwrap(node);
  if (inner.type === "ArrayExpression") return inner.elements.flatMap((element) => (element === null ? [] : rolesIn(element)));
  if (inner.type === "Literal") return [typeof inner.value === "string" ? inner.value : undefined];
  if (inner.type === "MemberExpression") return [memberName(inner)];
  return [undefined];
}

const ADMINS = /^(?:super|system|platform)?admin(?:s|istrators?)?$/;
const ASKS_ROLE = /^(?:auth|authenticated?|authori[sz]ed?|roles?|permissions?|permit|allow|restrict|require|ensure|check|guard|protect|access|valid)$/;
const TURNS_AWAY = /^(?:auth|authenticate|authori[sz]e|require|required|ensure|check|verify|validate|is|only|must|guard|protect|middleware|access|restrict|role|token|jwt|session|super|with|user)$/;
const LETS_IN_OTHERS = /^(?:or|self|owner|editor|manager|staff|optional|not|routes?|router|controller|limit|limiter|log|logger|audit|activity)$/;
