/**
 * Joins the compiler's modules into few files. Node.js resolves and reads modules one by one, some 0.5 ms each: loading the 250
 * that most commands need took half the time of a `fix` of one file, and was most of what the plugin adds to ESLint's start.
 */
import { copyFileSync, mkdirSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { rolldown } from "rolldown";

/**
 * What of the modules is published as it is, with its types, and what is joined and can still be loaded by its path.
 *
 * jscodeshift compiles with Babel all that a transform loads, until leave-babel.js takes its hook off. So it and the way to it
 * stay as they are: a bundler would make one file of it and the thousands of lines that follow.
 * @param {string} root of the package
 * @param {string} from the folder of the compiler's modules
 */
function layout(root, from) {
  const { exports, bin } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  /** @type {string[]} */
  const modules = Object.values(exports).flatMap((target) => (typeof target === "object" ? [target.default] : []));
  const named = [...modules, ...Object.values(bin)].map((path) => posix.relative("dist", path));
  const transforms = named.filter((path) => path.startsWith("codemods/"));
  const [way, unhook] = ["codemods/transform.js", "codemods/leave-babel.js"];
  const behind = importsOf(way, from).filter((path) => path !== unhook);
  const joined = [...named.filter((path) => !transforms.includes(path)), "src/cli/queue-thread.js", ...behind];
  return { copied: [...transforms, way, unhook], joined: [...new Set(joined)] };
}

/**
 * @param {string} path of a module
 * @param {string} from
 * @returns {string[]} paths of the modules that it imports
 */
function importsOf(path, from) {
  const found = readFileSync(join(from, path), "utf8").matchAll(/^import [^"]*"(\.[^"]+)"/gm);
  return [...found].map(([, specifier = ""]) => posix.join(posix.dirname(path), specifier));
}

/**
 * @param {string} root of the package
 * @param {string} from the folder of the compiler's modules
 * @param {string} to the folder that is published
 * @throws when a module that is named cannot be found
 */
export async function bundle(root, from, to) {
  const { copied, joined } = layout(root, from);
  const bundler = await rolldown({
    input: Object.fromEntries(joined.map((path) => [path.replace(/\.js$/, ""), join(from, path)])),
    platform: "node",
    // Packages are installed beside this one.
    external: (id) => !/^(?:[./\\]|[A-Za-z]:)/.test(id),
    logLevel: "warn",
  });
  // V8 keeps a text that has a sign beyond Latin-1, if only in a comment, in twice the memory, and is slower to read it.
  const codegen = { removeWhitespace: false, asciiOnly: true };
  await bundler.write({
    dir: to,
    format: "esm",
    chunkFileNames: "chunks/[name].js",
    comments: false,
    minify: { compress: false, mangle: false, codegen },
  });
  await bundler.close();
  mkdirSync(join(to, "codemods"), { recursive: true });
  for (const path of copied.flatMap((path) => [path, path.replace(/js$/, "d.ts")])) copyFileSync(join(from, path), join(to, path));
}
