/** Which files and folders are never read, told by their names alone. */

const SOURCE = /\.[cm]?[jt]s$|\.[jt]sx$/;
const DECLARATIONS = /\.d\.(?:[^./]+\.)?[cm]?ts$/;
const MINIFIED = /\.min\.[cm]?js$/;

/** Of others, or of a version control system; and build outputs that no one else would name so. */
const FOLDERS = new Set(
  "node_modules .git .hg .svn .yarn .next .vercel .wrangler .turbo .nuxt .output .svelte-kit".split(" "),
);

/** Build outputs by custom, though the words have other meanings too. */
const OUTPUTS = new Set(["dist", "build", "coverage", "out"]);

/** Below `app/api` and `pages/api` a folder is a part of a URL: `app/api/build/route.ts` answers requests. */
const ROUTES = /(?:^|\/)(?:app|pages)\/api\//;

/** Why a folder is never read; undefined for one that is. `path` is from the root, with forward slashes. */
export function folderIsNeverRead(path: string): string | undefined {
  const name = path.slice(path.lastIndexOf("/") + 1);
  if (FOLDERS.has(name) || (OUTPUTS.has(name) && !ROUTES.test(path))) return `in ${name}, which is never read`;
  return undefined;
}

/** `express.d.ts`: nothing in it runs, and what it declares holds for the files that do. */
export function isDeclarations(name: string): boolean {
  return DECLARATIONS.test(name);
}

/** Why a file is never read; undefined for one that is. */
export function fileIsNeverRead(name: string): string | undefined {
  if (!SOURCE.test(name)) return "not a JavaScript or TypeScript file";
  if (DECLARATIONS.test(name)) return "a declaration file, which holds no code that runs";
  if (MINIFIED.test(name)) return "minified";
  return undefined;
}
