/** How a path is written in a command that somebody copies into a shell. */

/** A path as shells take it: in double quotes, which that of Windows knows too, unless they would leave something to expand. */
export function quotedArgument(path: string): string {
  if (/^[\w./@+-]+$/.test(path)) return path;
  return /["$`\\!%]/.test(path) ? `'${path.replaceAll("'", `'\\''`)}'` : `"${path}"`;
}
