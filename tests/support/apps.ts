/** The apps of tests/apps, with the settings that their own eslint.config.js gives. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

export interface AppFile {
  readonly app: string;
  /** From the app's root. */
  readonly path: string;
  readonly text: string;
  readonly settings: unknown;
}

export const APPS_FOLDER = join(import.meta.dirname, "../apps");

/** The value of `settings["audit-logging"]` for each app. */
export const APP_SETTINGS: Readonly<Record<string, { readonly emitter: { readonly import: string } }>> = {
  "express-shop": { emitter: { import: "./src/lib/logging.js" } },
  "next-shop": { emitter: { import: "@/lib/logging" } },
  "supabase-shop": { emitter: { import: "./supabase/functions/_shared/logging.ts" } },
  "workers-shop": { emitter: { import: "./src/lib/logging" } },
};

/** Paths of an app's sources, from its root; what is installed or built is left out. */
export function sourcesOf(app: string): string[] {
  return readdirSync(join(APPS_FOLDER, app), { recursive: true, encoding: "utf8" })
    .map((path) => path.replaceAll("\\", "/"))
    .filter((path) => /\.[cm]?[jt]sx?$/.test(path) && !/(?:^|\/)(?:node_modules|\.next|\.wrangler|dist)\/|\.d\.ts$/.test(path))
    .sort();
}

export const APP_FILES: readonly AppFile[] = Object.entries(APP_SETTINGS).flatMap(([app, settings]) =>
  sourcesOf(app).map((path) => ({ app, path, settings, text: readFileSync(join(APPS_FOLDER, app, path), "utf8") })),
);
