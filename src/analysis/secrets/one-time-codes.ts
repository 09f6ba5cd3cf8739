/**
 * `code` says nothing by itself: it may be that of a coupon, an error or a country. In a function about one-time codes, or under
 * such a route, it is what somebody signs in with.
 */
import type { SourceFile } from "../../source-file.js";
import { enclosingFunction, functionName, unwrap, type FunctionNode, type Node } from "../../syntax/ast.js";
import { keptWith } from "../../syntax/kept-with.js";
import { ABOUT_CODES } from "../../vocabulary/secret-words.js";

/** @param outside whether a request gave it */
export function isOneTimeCode(name: string, node: Node, outside: boolean, file: SourceFile): boolean {
  return name === "code" && (outside || isMadeOrHandedOver(node, file)) && isAboutOneTimeCodes(node, file);
}

/** A parameter, what `generateCode()` has made or an address brings; not what an error, or a row, says of itself. */
function isMadeOrHandedOver(node: Node, file: SourceFile): boolean {
  if (node.type !== "Identifier") return false;
  const binding = file.bindings.of(node);
  if (binding.kind === "parameter") return true;
  const init = binding.kind === "variable" && binding.init && !binding.pattern ? unwrap(binding.init) : undefined;
  const text = init && file.view.text.slice(...init.range);
  return text !== undefined && (MADE.test(text) || SENT.test(text));
}

/** `url.searchParams.get("code")`. */
const SENT = /(?:params|query|form|formData)\.get\(\s*["']code["']\s*\)/i;
const MADE = /^(?:await )?(?:\w+\.)*(?:generate|create|make|random|gen)\w*\(|^String\(|\.toString\(|^Math\./;

function isAboutOneTimeCodes(node: Node, file: SourceFile): boolean {
  for (let fn = enclosingFunction(node); fn; fn = enclosingFunction(fn)) {
    if (aboutCodes(fn, file)) return true;
  }
  return ABOUT_CODES.test(file.view.path);
}

const known = keptWith<FunctionNode, boolean>();

function aboutCodes(fn: FunctionNode, file: SourceFile): boolean {
  let about = known.get(fn);
  if (about === undefined) {
    const name = functionName(fn) ?? "";
    known.set(fn, (about = ABOUT_CODES.test(`${name} ${routeOf(fn, file)}`) && !ABOUT_ERRORS.test(name)));
  }
  return about;
}

const ABOUT_ERRORS = /error|exception|fail/i;

/** The route that the function is given for: `router.post("/verify-otp", async (req, res) => { … })`. */
function routeOf({ parent }: FunctionNode, file: SourceFile): string {
  const route = parent?.type === "CallExpression" ? parent.arguments[0] : undefined;
  return route?.type === "Literal" || route?.type === "TemplateLiteral" ? file.view.text.slice(...route.range) : "";
}
