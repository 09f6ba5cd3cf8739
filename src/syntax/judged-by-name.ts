/** More names than the largest program has; then they are judged anew, so that a server for an editor does not grow for ever. */
const MOST = 20_000;

/**
 * A question about a name that is answered once for each: the same few names stand in every file.
 *
 * A name is copied before it is kept. A parser cuts names out of the file's text, and V8 keeps the whole of a text alive as long
 * as a longer piece of it is.
 * @param judge may depend on nothing but the name
 */
export function judgedByName<Verdict>(judge: (name: string) => Verdict): (name: string) => Verdict {
  const known = new Map<string, { readonly verdict: Verdict }>();
  return (name) => {
    const before = known.get(name);
    if (before) return before.verdict;
    const own = copyOf(name);
    const verdict = judge(own);
    if (known.size < MOST) known.set(own, { verdict });
    return verdict;
  };
}

/** The same text in memory of its own. */
function copyOf(text: string): string {
  return Array.from(text).join("");
}
