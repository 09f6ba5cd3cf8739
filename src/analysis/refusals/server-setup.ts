/**
 * Answers that hang on how the server is set up and on nothing else: `if (process.env.DEMO === "true")`, `if (!stripeKey)`.
 * They turn everybody away, so nobody in particular is refused.
 */
import type { SourceFile } from "../../source-file.js";
import { calleeName, dottedPath, memberName, unwrap, type Node } from "../../syntax/ast.js";
import { testsAround } from "../../syntax/branch-tests.js";

/** True where the innermost test around the answer asks for nothing but the setup. */
export function hangsOnSetup(answer: Node, file: SourceFile): boolean {
  const [innermost] = testsAround(answer);
  return innermost !== undefined && isSetup(innermost, file) === true;
}

const DEPTH = 6;

/** True for what the server's setup alone decides, undefined for a plain value, which decides nothing. */
function isSetup(node: Node, file: SourceFile, depth = DEPTH): boolean | undefined {
  if (depth === 0) return false;
  const inner = unwrap(node);
  const all = (...parts: readonly Node[]): boolean | undefined => {
    const verdicts = parts.map((part) => isSetup(part, file, depth - 1));
    return verdicts.includes(false) ? false : verdicts.includes(true) ? true : undefined;
  };
  switch (inner.type) {
    case "Literal":
    case "TemplateElement":
      return undefined;
    case "TemplateLiteral":
      return all(...inner.expressions);
    case "LogicalExpression":
    case "BinaryExpression":
      return all(inner.left, inner.right);
    case "UnaryExpression":
      return all(inner.argument);
    case "ConditionalExpression":
      return all(inner.test, inner.consequent, inner.alternate);
    case "ArrayExpression":
      return all(...inner.elements.flatMap((element) => (element && element.type !== "SpreadElement" ? [element] : [])));
    case "MemberExpression":
      return isOfEnvironment(inner, file) || isSetup(inner.object, file, depth - 1) === true;
    case "CallExpression":
      return isSetupCall(inner.callee, calleeName(inner) ?? "", inner.arguments, (parts) => all(...parts));
    case "Identifier":
      return isSetupName(inner.name, inner, file, depth);
    default:
      return false;
  }
}

/** `Deno.env.get("KEY")`, `isMailConfigured()`, `Boolean(key)`, `key.trim()`. */
function isSetupCall(
  callee: Node,
  name: string,
  given: readonly Node[],
  all: (parts: readonly Node[]) => boolean | undefined,
): boolean | undefined {
  const path = dottedPath(callee)?.join(".");
  if (path === "Deno.env.get" || /^(?:getEnv|requireEnv|env)$/.test(name)) return true;
  if (SAYS_SETUP.test(name)) return all(given) !== false;
  const target = unwrap(callee);
  if (/^(?:Boolean|String|Number|parseInt)$/.test(name)) return all(given);
  return /^(?:trim|toLowerCase|split|includes|startsWith)$/.test(name) && target.type === "MemberExpression"
    ? all([target.object, ...given])
    : false;
}

const SAYS_SETUP = /^(?:is|has)\w*(?:Configured|Enabled|Available|SetUp|Production|Development|DemoMode)$|^is(?:Prod|Dev|Demo)$/;

function isSetupName(name: string, identifier: Node, file: SourceFile, depth: number): boolean | undefined {
  if (name === "undefined") return undefined;
  const binding = file.bindings.ofExpression(identifier);
  if (binding?.kind !== "variable" || !binding.init || !binding.constant) return false;
  return binding.pattern ? isOfEnvironment(binding.init, file) : isSetup(binding.init, file, depth - 1) === true;
}

/** `process.env`, `import.meta.env`, `context.env`, the project's own `env`, and what stands in them. */
function isOfEnvironment(node: Node, file: SourceFile, depth = DEPTH): boolean {
  const inner = unwrap(node);
  if (inner.type === "MemberExpression") return memberName(inner) === "env" || isOfEnvironment(inner.object, file, depth);
  if (inner.type !== "Identifier") return false;
  const binding = file.bindings.of(inner);
  if (binding.kind === "import") return OWN_SETUP.test(inner.name);
  if (binding.kind === "parameter") return inner.name === "env";
  if (binding.kind !== "variable" || !binding.init) return false;
  // `const { env } = context`, `const env = loadEnv()`.
  if (inner.name === "env" && (binding.pattern || unwrap(binding.init).type === "CallExpression")) return true;
  return !binding.pattern && depth > 0 && isOfEnvironment(binding.init, file, depth - 1);
}

const OWN_SETUP = /^(?:env|config|appConfig|serverConfig|serverEnv|siteConfig|settings|ENV|CONFIG)$/;
