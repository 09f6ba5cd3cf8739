import { judgedByName } from "./judged-by-name.js";

/**
 * Splits an identifier into lower-case words, so that names are compared by whole words: `microphone` holds no `phone`.
 * `resetPasswordURL2` → ["reset","password","url","2"], `API_KEY` → ["api","key"], `x-api-key` → ["x","api","key"].
 */
export const splitWords = judgedByName((name): string[] =>
  name
    .replace(/([a-z\d])([A-Z])/g, "$1 $2")
    .replace(/([A-Z]+)([A-Z][a-z])/g, "$1 $2")
    .replace(/([A-Za-z])(\d)/g, "$1 $2")
    .split(/[^A-Za-z\d]+/)
    .filter(Boolean)
    .map((word) => word.toLowerCase()),
);
