/** Written by `npm run docs` from package.json, so that the plugin need not read a file when it is loaded. */
export const VERSION = "0.1.0";
