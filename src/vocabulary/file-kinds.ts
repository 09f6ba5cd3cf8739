/** What a file is for, told from its path. */

const TEST_FOLDER = /^(?!\/|[A-Za-z]:)(?:.*\/)?(?:__tests__|__mocks__|tests?|e2e|spec|cypress|playwright)\//;
const TEST_FILE = /[.-](?:test|spec|e2e|cy|stories|story|mock|fixture)\.[cm]?[jt]sx?$|(?:^|\/)(?:vitest|jest|playwright|cypress)\.[\w.]+$|\/__(?:tests|mocks)__\//;

/**
 * Tests and their fixtures: nothing there answers real requests. Folders are judged by the path from the project's root,
 * so a project that itself lies below a folder called `tests` is read as any other.
 */
export function isTestFile(path: string): boolean {
  return TEST_FILE.test(path) || TEST_FOLDER.test(path);
}

const SCRIPT = /(?:^|\/)(?:scripts?|bin|cli|migrations?|seeds?|benchmarks?)\/|(?:^|\/)(?:seed|migrate|postinstall)\.[cm]?[jt]s$|\.config\.[cm]?[jt]s$|\.d\.[cm]?ts$/;

/** Scripts that a person runs: console is their interface. */
export function isScript(path: string): boolean {
  return SCRIPT.test(path);
}
