/** Each app is installed, type-checked, repaired and type-checked again: what the codemods write compiles in real projects. */
import { execFile } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import { runCodemods } from "../../codemods/run-codemods.js";
import { readSettings } from "../../src/settings.js";
import { APP_SETTINGS, APPS_FOLDER, sourcesOf } from "../support/apps.js";
import { installOnce, linkModules } from "../support/install-once.js";

const call = promisify(execFile);

async function complaintsOf(command: string, args: readonly string[], cwd: string): Promise<string> {
  try {
    await call(command, args, { cwd, encoding: "utf8", maxBuffer: 16 * 1024 * 1024 });
    return "";
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string };
    return `${stdout}${stderr}`;
  }
}

const typecheck = (folder: string): Promise<string> =>
  complaintsOf(process.execPath, [join(folder, "node_modules/typescript/bin/tsc"), "--noEmit"], folder);

function repair(app: string, folder: string): string[] {
  const settings = readSettings(APP_SETTINGS[app]);
  return sourcesOf(app).flatMap((path) => {
    const before = readFileSync(join(folder, path), "utf8");
    const change = runCodemods(before, path, settings);
    expect(change.status, `${path}: ${change.error ?? ""}`).not.toMatch(/failed|unparsable/);
    if (change.status === "changed") writeFileSync(join(folder, path), change.text);
    return change.text === before ? [] : [path];
  });
}

describe.concurrent("codemods over whole apps", () => {
  test.for(Object.keys(APP_SETTINGS))(
    "%s compiles before and after, and a second run changes nothing",
    async (app, { onTestFinished }) => {
      const folder = mkdtempSync(join(tmpdir(), `${app}-`));
      onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
      cpSync(join(APPS_FOLDER, app), folder, {
        recursive: true,
        filter: (path) => !/[\\/](?:node_modules|\.next|\.wrangler)$/.test(path),
      });
      linkModules(await installOnce(join(APPS_FOLDER, app)), folder);
      expect(await typecheck(folder)).toBe("");
      expect(repair(app, folder).length).toBeGreaterThan(5);
      expect(await typecheck(folder)).toBe("");
      expect(repair(app, folder)).toEqual([]);
    },
  );
});

test.each(Object.entries(APP_SETTINGS))(
  "%s says in its own ESLint config what the tests take for granted",
  (app, { emitter }) => {
    const name = app === "next-shop" ? "eslint.config.mjs" : "eslint.config.js";
    expect(readFileSync(join(APPS_FOLDER, app, name), "utf8")).toContain(
      `"audit-logging": { emitter: { import: "${emitter.import}" } }`,
    );
  },
);
