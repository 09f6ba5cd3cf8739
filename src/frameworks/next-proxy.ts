/** Next.js' proxy (middleware before version 16): runs before the routes, and may answer in their place. */
import type { SourceFile } from "../source-file.js";
import { exportedNames } from "./exported-names.js";
import { handlerSite, type Framework, type HandlerSite } from "./framework.js";
import { handlerValue, requestParameters } from "./handler-value.js";

const PROXY_FILE = /^(?:(.*)\/)?(?:proxy|middleware)\.[cm]?[jt]sx?$/;
/** Folders inside a package: Next.js looks for the file at the package's root, or in its `src`, only. */
const INNER_FOLDERS = new Set(
  "app pages lib libs server api utils helpers functions store stores redux components routes controllers middleware middlewares src".split(
    " ",
  ),
);
/** A package for Next.js, a type of it, the setting of the paths, or the function by its name and its one parameter. */
const EVIDENCE = new RegExp(
  [
    /["'](?:@[\w.-]+\/)?(?:[\w.]+-)*next(?:js)?(?:-\w+)*(?:\/[\w/-]+)?["']/,
    /\bNext(?:Request|Response|Proxy|Middleware)\b/,
    /\bexport\s+const\s+config\b/,
    /\bexport\s*\{[^}]*\b(?:proxy|middleware)\s*\}\s*from\b/,
    /\bexport\s+(?:default\s+)?(?:(?:async\s+)?function|const)\s+(?:proxy|middleware)\s*(?:=\s*(?:async\s*)?)?\(\s*_?req(?:uest)?\s*(?::[^,)]*)?\)/,
  ]
    .map(({ source }) => source)
    .join("|"),
);

export const nextProxy: Framework = {
  id: "next-proxy",
  title: "Next.js proxy (middleware)",
  mayHold: (path, text) => standsAtPackageRoot(path) && EVIDENCE.test(text),
  findHandlers: (file) => {
    const exported = exportedNames(file);
    const entry = ["proxy", "middleware", "default"].flatMap(
      (name) => exported.find((candidate) => candidate.name === name) ?? [],
    );
    return entry.slice(0, 1).map(({ name, place, value }) => proxySite(name, place, value, file));
  },
};

function standsAtPackageRoot(path: string): boolean {
  const match = PROXY_FILE.exec(path);
  if (!match) return false;
  const folders = (match[1] ?? "").split("/");
  if (folders.at(-1) === "src") folders.pop();
  return !folders.some((folder) => INNER_FOLDERS.has(folder));
}

function proxySite(
  name: string,
  place: HandlerSite["place"],
  value: HandlerSite["place"] | undefined,
  file: SourceFile,
): HandlerSite {
  const { fn, wrappers } = value ? handlerValue(value, file.bindings) : { fn: undefined, wrappers: [] };
  return handlerSite({
    framework: "next-proxy",
    role: "middleware",
    dialect: "response",
    fn,
    wrappers,
    place,
    name: name === "default" ? (fn?.id?.name ?? name) : name,
    parameters: requestParameters(fn),
  });
}
