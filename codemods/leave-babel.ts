/**
 * jscodeshift compiles all that it loads with @babel/register, unless it is called with `--no-babel`. What stands here is
 * built already: compiling it again costs seconds, and breaks the files that ask for `import.meta`. So the first file
 * that a transform loads takes the hook off. Where nobody compiles this file, it is a module, has no `require`, and does
 * nothing: no one else's hook is touched.
 */
interface BabelRegister {
  readonly revert?: () => void;
}

if (typeof require === "function") {
  for (const [path, loaded] of Object.entries(require.cache)) {
    if (/[\\/]@babel[\\/]register[\\/]/.test(path)) (loaded?.exports as BabelRegister | undefined)?.revert?.();
  }
}
