/** Whether a command only looks for what may not be there: a commit, a program. */
import { calleeName, type Node } from "../../syntax/ast.js";

const RUNS = /^(?:exec|execFile|spawn|execa|execaCommand|execP|execPromise|\$)(?:Sync|Async)?$/;

/** `git describe --tags`, `which ffmpeg`, `ffmpeg -version`; not `df -h` or `pg_dump`. */
const LOOKS = /^\s*(?:git|hg|which|where|command\s+-v|type)(?:\s|$)|\s--?version(?:\s|$)|\s-v\s*$/i;

/** `execAsync("git describe")`, `execFileSync("ffmpeg", ["-version"])`. */
export function looksByCommand(node: Node): boolean {
  if (node.type === "TaggedTemplateExpression") return node.tag.type === "Identifier" && RUNS.test(node.tag.name) && LOOKS.test(textOf(node.quasi));
  if (node.type !== "CallExpression" || !RUNS.test(calleeName(node) ?? "")) return false;
  const [command, given] = node.arguments;
  const words = given?.type === "ArrayExpression" ? given.elements : [];
  return LOOKS.test([command, ...words].map(textOf).join(" "));
}

function textOf(given: Node | null | undefined): string {
  if (given?.type === "TemplateLiteral") return given.quasis.map((quasi) => quasi.value.raw).join("…");
  return given?.type === "Literal" ? String(given.value) : "";
}
