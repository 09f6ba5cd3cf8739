/** A folder that all files of a run share, for packages that more than one of them needs; it is taken away at the end. */
import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  interface ProvidedContext {
    readonly sharedFolder: string;
  }
}

export default function setUp(project: TestProject): () => void {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "audit-logging-shared-")));
  project.provide("sharedFolder", folder);
  return () => rmSync(folder, { recursive: true, force: true });
}
