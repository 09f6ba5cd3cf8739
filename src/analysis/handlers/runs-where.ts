/** Where a file's code runs, as far as the file itself tells: on a server, or in someone's browser. */
import { mayHoldHandlers } from "../../frameworks/index.js";
import type { Settings } from "../../settings.js";
import type { SourceFile } from "../../source-file.js";
import { enclosingFunction, functionName, type Node } from "../../syntax/ast.js";
import { testsAround } from "../../syntax/branch-tests.js";
import { foundOnce } from "../../syntax/kept-with.js";
import { WordedPattern } from "../../syntax/worded-pattern.js";

/** Also of programs for a terminal: there a person sees what fails. */
const BROWSER_MODULE =
  /^(?:react(?:$|-|\/)|preact|vue(?:$|\/)|svelte(?:$|\/)|solid-js|@angular\/|@tanstack\/react|next\/(?:navigation|router|link|image|dynamic)|zustand|jotai|@reduxjs|redux|sonner|react-hot-toast|framer-motion|lucide-react|@radix-ui|expo|react-native|@capacitor|@tauri-apps|electron$|electron\/|element-plus|mobx|ant-design-vue|vuetify|quasar$|nuxt\/app|swr$|three$|leaflet|chart\.js|d3$|jquery|vscode$|ink$|commander$|inquirer$|enquirer$|prompts$|yargs|ora$|cac$|citty$|meow$|@clack\/)/;
const SERVER_MODULE =
  /^(?:node:|fs$|fs\/|path$|crypto$|http$|https$|net$|child_process$|os$|stream|zlib$|events$|express|fastify|koa|hono|@nestjs|@hapi|next\/(?:server|headers|cache)|server-only|@prisma|prisma|drizzle-orm|mongoose|mongodb|pg$|pg-|postgres$|mysql|knex|typeorm|sequelize|ioredis|redis|@upstash|@vercel\/(?:kv|postgres|blob|edge-config)|@neondatabase|@planetscale|@libsql|kysely|bullmq|nodemailer|resend|stripe$|jsonwebtoken|jose$|bcrypt|argon2|passport|next-auth|@auth\/|better-auth|@clerk\/.*server|firebase-admin|@aws-sdk|aws-sdk|@google-cloud|@azure|winston|pino|bunyan|@sentry\/(?:node|nextjs)|multer|ws$|socket\.io$|graphql|@trpc\/server|ai$|openai$|@anthropic-ai\/|@ai-sdk\/(?!react|vue|svelte|solid|angular)|groq-sdk$|@mistralai\/|cohere-ai$|twilio$|@sendgrid\/|web-push$|jsr:|npm:|https?:|@?[\w-]+\/(?:[\w-]+\/)?server$)/;
/** What a page's `window` and `document` have: a server has windows of time and documents of its own. */
const OF_WINDOW = "(?:location|document|localStorage|sessionStorage|addEventListener|removeEventListener|dispatchEvent|postMessage|open|close|alert|confirm|prompt|navigator|history|crypto|fetch|parent|opener|screen|performance|matchMedia|requestAnimationFrame|getComputedStyle|setTimeout|clearTimeout|setInterval|clearInterval|scroll\\w*|inner[A-Z]\\w*|on[a-z]+|__\\w+|[A-Z]\\w*)";
const OF_DOCUMENT = "(?:getElement\\w+|querySelector\\w*|create[A-Z]\\w+|body|head|cookie|addEventListener|removeEventListener|documentElement|location|visibilityState|hidden|referrer|activeElement|execCommand|readyState|fonts)";
const BROWSER_TEXT = new WordedPattern(
  ["window.", "document.", "localstorage.", "sessionstorage.", "navigator.", "indexeddb", "import.meta.env", "chrome.", "browser.", "self.addeventlistener", "fetch(", "credentials:"],
  new RegExp(`(?<![\\w$.])(?:window\\.${OF_WINDOW}|document\\.${OF_DOCUMENT})\\b|\\b(?:localStorage|sessionStorage|navigator)\\.|\\bindexedDB\\b|\\bimport\\.meta\\.env\\b|\\bchrome\\.\\w|\\bbrowser\\.(?:runtime|tabs|storage|webRequest|contextMenus|alarms|action)\\.|\\bself\\.addEventListener\\b|\\bcredentials:\\s*["'](?:include|same-origin)["']|(?<![.\\w])fetch\\(\\s*["'\`]\\/(?!\\/)`),
);
const SERVER_FOR_SURE = /\bprocess\.env\b|\bDeno\.|^\s*["']use server["']|\bmodule\.exports\b|\brequire\s*\(|\bprisma\.\w/m;
const SERVER_TEXT = new WordedPattern(
  ["process.env", "deno.", '"use server"', "module.exports", "require(", "require ", "prisma.", "db.", "req.", "ctx.env", "ctx.waituntil", "c.env"],
  new RegExp(`${SERVER_FOR_SURE.source}|\\bdb\\.\\w|\\breq\\.\\w|\\bctx\\.(?:env|waitUntil)\\b|\\bc\\.env\\b`, "m"),
);
/** Folders of nothing but a browser's code, which has requests and stores of its own that are called `req` and `db`. */
const BROWSER_APP = /(?:^|\/)(?:_?components?|composables|hooks|client|clients\/web|frontend|front-end|web\/src|ui|screens)\//;
const BROWSER_FOLDER = new RegExp(`${BROWSER_APP.source}|(?:^|/)(?:public|static|assets|pages(?!/api))/`);
/** Folders of a browser's code, unless they stand in one of a server's: `apps/api/src/providers/azure/`. */
const EITHER_FOLDER = /(?:^|\/)(?:views|stores?|contexts?|providers|features)\//;
const SERVER_ROOT = /(?:^|\/)(?:server|api|backend|back-end|functions|edge-functions)\//;
const SERVER_FOLDER = /(?:^|\/)(?:server|servers|api|backend|back-end|controllers?|routes?|routers?|middlewares?|services?|functions|workers?|jobs?|queues?|handlers?|cron|webhooks?|repositories|models|db|database|trpc|actions|edge-functions)\//;
/** `user.service.ts`, `orders-repository.ts`: what a server's file is called in whatever folder. */
const SERVER_FILE = /[.-](?:service|controller|repository|middleware|handler|router|resolver|guard|dao)\.[cm]?[jt]s$/;
const SHARED_FOLDER = /(?:^|\/)(?:lib|libs|utils?|helpers?|shared|common|types|config|constants|integrations|core)\//;

/** A server's module between quotes: a file without one imports none. */
const MAY_IMPORT_SERVER = new RegExp(`["'\`]${SERVER_MODULE.source.slice(1).replaceAll("$", "[\"'`]")}`);

/** By path and text alone, before anything is parsed: may a server run this? */
export function mayRunOnServer(text: string, path: string, settings: Settings): boolean {
  if (mayHoldHandlers(path, text, settings)) return true;
  if (isComponentFile(path)) return mayLoadPage(text);
  if (BROWSER_TEXT.test(text)) return false;
  return folderSaysServer(path) || SERVER_TEXT.test(text) || MAY_IMPORT_SERVER.test(text);
}

/** `if (typeof window !== "undefined") { … }`: what stands there no server runs. */
export function standsInBrowserBranch(node: Node, file: SourceFile): boolean {
  return asksForWindow(file) && testsAround(node).some((test) => /^typeof window !==? ["']undefined["']$/.test(file.view.text.slice(...test.range)));
}

const asksForWindow = foundOnce((file: SourceFile): boolean => file.view.text.includes("typeof window"));

/** What the folder says of a file that says nothing by itself. */
function folderSaysServer(path: string): boolean {
  if (SERVER_FILE.test(path)) return !BROWSER_APP.test(path);
  const either = path.search(EITHER_FOLDER);
  const root = either < 0 ? -1 : path.search(SERVER_ROOT);
  if (either >= 0 && (root < 0 || root > either)) return false;
  return !BROWSER_FOLDER.test(path) && (SERVER_FOLDER.test(path) || !SHARED_FOLDER.test(path));
}

function isComponentFile(path: string): boolean {
  return /\.(?:tsx|jsx|vue|svelte)$/.test(path);
}

/** What a page of Next.js exports beside its component, for the server alone. */
const PAGE_LOADERS = new WordedPattern(["getserversideprops", "getstaticp"], /\bgetS(?:erverSideProps|taticProps|taticPaths)\b/);

export function mayLoadPage(text: string): boolean {
  return PAGE_LOADERS.test(text);
}

/** True inside `getServerSideProps` and its like, whatever else the file holds. */
export function loadsPage(node: Node): boolean {
  let outermost = enclosingFunction(node);
  for (let fn = outermost; fn; fn = enclosingFunction(fn)) outermost = fn;
  return outermost !== undefined && PAGE_LOADERS.pattern.test(functionName(outermost) ?? "");
}

/**
 * True when the code runs on a server: it holds a handler, or imports, text or folder say so and nothing says browser. A
 * file in a shared folder that tells neither is left alone.
 */
export function isServerCode(facts: { readonly file: SourceFile; readonly handlers: readonly unknown[] }): boolean {
  const { view } = facts.file;
  const sources = view.ast.body.flatMap((node) => (node.type === "ImportDeclaration" && node.importKind !== "type" ? [node.source.value] : []));
  // A page's own worker answers that page.
  if (sources.some((source) => source.startsWith("workbox-"))) return false;
  if (facts.handlers.length > 0) return true;
  if (isComponentFile(view.path)) return false;
  if (sources.some((source) => BROWSER_MODULE.test(source)) || BROWSER_TEXT.test(view.text)) return false;
  // Asked last, as it takes a walk over the file.
  if (facts.file.outline.hasJsx) return false;
  if (sources.some((source) => SERVER_MODULE.test(source))) return true;
  if (SERVER_TEXT.test(view.text)) return !BROWSER_APP.test(view.path) || SERVER_FOR_SURE.test(view.text);
  return folderSaysServer(view.path);
}
