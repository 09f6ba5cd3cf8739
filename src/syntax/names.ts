/**
 * Splits an identifier into lower-case words, so that names are compared by whole words: `microphone` holds no `phone`.
 * `resetPasswordURL2` → ["reset","password","url","2"], `API_KEY` → ["api","key"], `x-api-key` → ["x","api","key"].
 */
export function splitWords(name: string): string[] {
  const known = cache.get(name);
  if (known) return known;
  const words = name
    .replace(/([a-z\d])([A-Z])/g, "$1 $2")
    .replace(/([A-Z]+)([A-Z][a-z])/g, "$1 $2")
    .replace(/([A-Za-z])(\d)/g, "$1 $2")
    .split(/[^A-Za-z\d]+/)
    .filter(Boolean)
    .map((word) => word.toLowerCase());
  if (cache.size < 20_000) cache.set(name, words);
  return words;
}

const cache = new Map<string, string[]>();
