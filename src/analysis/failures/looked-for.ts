/** Attempts that look for what may as well not be there: a file, a commit, an element of a page, a column that is new. */
import { calleeName, dottedPath, functionName, isFunction, isNullish, parameterName, propertyName, unwrap, type FunctionNode, type Node } from "../../syntax/ast.js";
import { findNode, walk } from "../../syntax/walk.js";
import { CHANGES } from "../../vocabulary/reaching-words.js";
import { looksByCommand } from "./command-looks.js";
import { lastName } from "./probes.js";
import { nameWaitedFor, waitedFor } from "./waited-calls.js";

const FILES = /(?:^|\.)(?:readFile\w*|readdir\w*|readDir\w*|readTextFile|readJson|readJSON|readlink|realpath|glob|opendir|lstat|stat|access|pathExists|mkdir|mkdirp|ensureDir|file)(?:Async)?$|^read\w*(?:Files?|Dir|Directory|Folder|Json|JSON|Yaml|Toml|Manifest|Bundle|Lockfile|Template)$/;
const REMOVALS = /(?:^|\.)unlink$/;
const COMMANDS = /^(?:runGit|execGit)$|(?:^|\.)git\.\w+$|^(?:git|simpleGit|which|lookpath|(?:cmd|command)Exists)$|^(?:dns|resolver)\.(?:promises\.)?(?:resolve\w*|reverse|lookup)$/;
const PAGE_STEPS = /(?:^|\.)waitFor(?:Selector|Function|NetworkIdle|LoadState|Navigation|URL|Event|Response|Request|Timeout|XPath)?$|(?:^|\.)(?:page|frame|tab|popup|newPage|locator|element)\.\w+$/;
const HEADS = /(?:^|\.)(?:head|headObject|statObject|HeadObject)$/;
const READS_FILE = /^(?:readFile\w*|readDir\w*|readdir|stat|lstat|fileExists|(?:does|check|is)?(?:command|file|path|dir|directory|folder|binary|package|module|bucket|branch|repo|object|image|column|index|tag|volume|container|nft|mint|token)s?Exists?|(?:is|can|check|ensure|test)\w*(?:writ(?:e)?able|readable))$/i;

/**
 * `await fs.readFile(path).catch(() => null)`, `execAsync("git describe")`, `page.waitForSelector(".ad")`: of the machine or
 * the page itself, where what is not there is nothing. So it is in a function that is there for such a look.
 */
export function looksAtOwnMachine(attempted: Node, fn: FunctionNode | undefined): boolean {
  const waited = waitedFor(attempted);
  if (waited.length === 0) return false;
  const telling = waited.filter((promise) => !/(?:^|\.)(?:json|text|arrayBuffer)$/.test(nameWaitedFor(promise)));
  const names = telling.map(nameWaitedFor);
  if (fn && READS_FILE.test(functionName(fn) ?? "") && waited.length <= 2 && !names.some((name) => /find|query|fetch|select/i.test(name))) return true;
  if (findNode(attempted, asksForHead, true)) return waited.length <= 2;
  if (names.length === 0) return false;
  if (names.every((name) => PAGE_STEPS.test(name))) return true;
  // `const old = await fs.stat(path); if (old.size === 0) await fs.unlink(path);`
  const looks = telling.filter((promise) => !REMOVALS.test(nameWaitedFor(promise)));
  const isLook = (promise: Node): boolean => {
    const name = nameWaitedFor(promise);
    return FILES.test(name) || COMMANDS.test(name) || findNode(promise, looksByCommand) !== undefined;
  };
  return looks.length > 0 && looks.every(isLook) && !findNode(attempted, writesByCommand);
}

/** `if ((await fs.stat(path)).isFile()) return sendFile(path);`: middleware goes on where there is none. Nothing is read. */
export function looksForFile(attempted: Node): boolean {
  const names = waitedFor(attempted).map(nameWaitedFor);
  return names.length > 0 && names.every((name) => /^(?:\w+\.)*(?:stat|lstat|access)$/.test(name));
}

/** What is made of a path, or of the file for its answer. */
const HELPS_LOOK = /^(?:path\.\w+|join|resolve|basename|extname|JSON\.parse|yaml\.load|YAML\.parse|(?:crypto\.)?createHash|(?:.*\.)?(?:update|digest|toString|relative|replace(?:All)?|split|trim)|new Response|(?:Next)?Response\.json|(?:c|ctx)\.(?:html|body|text|header)|get(?:Mime|Content)\w*)$/;

/** `404`, `notFound()`. */
export function saysNotFound(node: Node): boolean {
  return (node.type === "Literal" && node.value === 404) || (node.type === "CallExpression" && calleeName(node) === "notFound");
}

const FILE_LOOKS = /^(?:readFile|readFileSync|stat|statSync|access|accessSync|createReadStream)$/;

/** `try { res.send(await readFile(path)); } catch { res.status(404).end(); }` */
export function refusesMissingFile(calls: readonly string[], body: Node): boolean {
  const looks = (call: string): boolean => FILE_LOOKS.test(lastName(call));
  if (!calls.some(looks) || !calls.every((call) => looks(call) || HELPS_LOOK.test(call))) return false;
  return findNode(body, saysNotFound) !== undefined;
}

/** `new HeadObjectCommand(…)`, `fetch(url, { method: "HEAD" })`, `bucket.head(key)`. */
function asksForHead(node: Node): boolean {
  if (node.type === "NewExpression") return /^Head\w+Command$/.test(dottedPath(node.callee)?.at(-1) ?? "");
  if (node.type === "Property") return propertyName(node) === "method" && node.value.type === "Literal" && node.value.value === "HEAD";
  return node.type === "CallExpression" && HEADS.test(dottedPath(node.callee)?.join(".") ?? "");
}

/** `execAsync("git push")` does something. */
function writesByCommand(node: Node): boolean {
  const text = node.type === "Literal" ? String(node.value) : node.type === "TemplateElement" ? node.value.raw : "";
  return /\bgit (?:push|commit|merge|reset|checkout|tag|rebase)\b|\b(?:pg_dump|mysqldump|rm|mv|cp|chmod|kill|systemctl|docker)\s/.test(text);
}

/** `page.waitForSelector(".cookies")`: a page that has none goes on, in a handler too. */
export function waitsForPage(attempted: Node): boolean {
  const names = waitedFor(attempted).map(nameWaitedFor);
  return names.length > 0 && names.every((name) => /(?:^|\.)waitFor(?:Selector|Function|NetworkIdle|LoadState|Navigation|URL|XPath)$/.test(name));
}

/** `setAll(all) { try { all.forEach((one) => cookieStore.set(one)); } catch {} }`: where none can be set, middleware does it. */
export function setsCookies(attempted: Node, fn: FunctionNode | undefined): boolean {
  const name = fn && functionName(fn);
  return /^(?:setAll|set|remove)$/.test(name ?? "") && findNode(attempted, (node) => node.type === "Identifier" && /cookie/i.test(node.name), true) !== undefined && waitedFor(attempted).length === 0;
}

const MAY_BE_THERE = /^\s*(?:ALTER\s+TABLE\s+\S+\s+(?:ADD\s+(?:COLUMN\s+)?(?!COLUMN\b|IF\s)|DROP\s+COLUMN\s+(?!IF\b)|RENAME\b)|CREATE\s+(?:TABLE|TYPE|SCHEMA|(?:UNIQUE\s+)?INDEX)\s+(?!IF\b))/i;

/** `ALTER TABLE orders ADD COLUMN note TEXT`, which a database that has the column refuses. */
export function makesWhatMayBeThere(attempted: Node): boolean {
  let some = false;
  let others = false;
  walk(attempted, (node) => {
    const text = node.type === "Literal" && typeof node.value === "string" ? node.value : node.type === "TemplateLiteral" ? node.quasis.map((quasi) => quasi.value.raw).join("x") : undefined;
    if (text === undefined) return;
    if (MAY_BE_THERE.test(text)) some = true;
    else if (/^\s*(?:ALTER|CREATE|INSERT|UPDATE|DELETE|SELECT)\b/i.test(text)) others = true;
  });
  return some && !others;
}

/** What is given back without it is not what it was meant to be. */
const PROTECTS = /crypt|cipher|verif|valid|sanit|escape|hash|redact|mask|sign|auth|allow|permi|check|guard|filter/i;

/**
 * `try { return await shorten(url); } catch { return url; }`: the caller's own value as it was, where the attempt would have
 * given a better one.
 */
export function givesBackOwnValue(
  attempted: Node,
  handling: Node,
  calls: readonly string[],
  fn: FunctionNode | undefined,
): boolean {
  const given = givenBack(handling);
  if (given?.type !== "Identifier" || !fn || calls.some((call) => PROTECTS.test(lastName(call)) && !/^filter$|Urls?$/i.test(lastName(call)))) return false;
  if (!fn.params.some((parameter) => parameterName(parameter) === given.name)) return false;
  return attempted.type !== "BlockStatement" || findNode(attempted, (node) => node.type === "ReturnStatement" && node.argument !== null) !== undefined;
}

/**
 * `ids.map(async (id) => { try { return { id, row: await find(id) }; } catch { return { id, row: null }; } })`: each of a list is
 * given as it came, and one without the detail that is looked up for it.
 */
export function leavesOutDetail(attempted: Node, handling: Node, fn: FunctionNode | undefined): boolean {
  const given = givenBack(handling);
  const list = fn?.parent;
  if (given?.type !== "ObjectExpression" || !fn || list?.type !== "CallExpression" || calleeName(list) !== "map") return false;
  const waited = waitedFor(attempted).map((promise) => lastName(nameWaitedFor(promise)));
  if (waited.length === 0 || waited.some((name) => CHANGES.test(name) || PROTECTS.test(name))) return false;
  const own = fn.params[0] && parameterName(fn.params[0]);
  const values = given.properties.map((property) => (property.type === "Property" ? unwrap(property.value) : undefined));
  const isOwn = (value: Node | undefined): boolean => value !== undefined && value.type !== "CallExpression" && dottedPath(value)?.[0] === own;
  const isLeftOut = (value: Node | undefined): boolean => value !== undefined && isNullish(value);
  const isNothingElse = values.every((value) => isOwn(value) || isLeftOut(value));
  return own !== undefined && isNothingElse && values.some(isOwn) && values.some(isLeftOut);
}

/** What the one statement of a catch returns, or the function that takes a rejection. */
function givenBack(handling: Node): Node | undefined {
  if (isFunction(handling) && handling.body.type !== "BlockStatement") return unwrap(handling.body);
  const block = isFunction(handling) ? handling.body : handling;
  const [only] = block.type === "BlockStatement" ? block.body : [];
  return only?.type === "ReturnStatement" && only.argument ? unwrap(only.argument) : undefined;
}
