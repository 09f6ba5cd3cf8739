/** What the bench runs on and runs beside. Pinned, so that a figure of today can be set beside one of next year. */

/**
 * Server code as it is published, file by file as it was written or compiled, never bundled.
 * @type {readonly { name: string, version: string, take: Readonly<Record<string, string>> }[]}
 */
export const SOURCES = [
  // A Next.js application with App Router, route handlers and tRPC: TypeScript and TSX as its authors wrote it.
  { name: "@lobehub/chat", version: "1.143.3", take: { "src/app": "lobe-chat/src/app", "src/server": "lobe-chat/src/server" } },
  // An Express API, compiled module by module. Its output folder is renamed: `fix` reads nothing below `dist`.
  {
    name: "@directus/api",
    version: "39.2.1",
    take: {
      "dist/auth": "directus/auth",
      "dist/controllers": "directus/controllers",
      "dist/middleware": "directus/middleware",
      "dist/services": "directus/services",
    },
  },
  // Express in CommonJS, as it was written by hand over ten years.
  { name: "ep_etherpad-lite", version: "1.8.14", take: { node: "etherpad/node" } },
];

/** @type {Readonly<Record<string, string>>} */
export const PEERS = {
  "@ast-grep/cli": "0.51.1",
  "eslint-plugin-no-secrets": "2.3.3",
  "eslint-plugin-security": "4.1.0",
  jscodeshift: "17.4.0",
};

/** Tests are left out: our rules skip them by their path, so they would flatter every ratio. */
export const TAKEN_FILE = /(?<!\.d)(?<!\.test)(?<!\.spec)\.(?:ts|tsx|js|mjs|cjs)$/;
