import { mkdtempSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { projectOf } from "./support.js";

const LOGS = 'export const note = () => console.log("xx");';
const SILENT = 'export const note = () => undefined; //.....';

describe("a file that changes", () => {
  const setUp = () => {
    const small = projectOf({});
    small.write("lib.ts", LOGS, 1_000);
    return { ...small, ask: () => small.project.exportOf("src.ts", "./lib", ["note"])?.records };
  };

  test("is read again in the next round", () => {
    const { project, write, ask } = setUp();
    expect(ask()).toBe("console");
    write("lib.ts", "export const note = () => {};", 1_000);
    expect(ask()).toBe("console");
    project.startRound();
    expect(ask()).toBeUndefined();
  });

  test("is read again when only its time tells", () => {
    const { project, write, ask } = setUp();
    expect(ask()).toBe("console");
    expect(SILENT.length).toBe(LOGS.length);
    write("lib.ts", SILENT, 2_000);
    project.startRound();
    expect(ask()).toBeUndefined();
  });

  test("is not parsed again when only its time has changed", () => {
    const { project, write, ask } = setUp();
    ask();
    const { parsed } = project;
    write("lib.ts", LOGS, 2_000);
    project.startRound();
    expect(ask()).toBe("console");
    expect(project.parsed).toBe(parsed);
  });

  test("is asked once, and then remembered", () => {
    const { project, ask } = setUp();
    ask();
    const { parsed } = project;
    project.startRound();
    ask();
    expect(project.parsed).toBe(parsed);
  });

  test("that is removed says nothing, and speaks again when it is back", () => {
    const { project, write, remove, ask } = setUp();
    expect(ask()).toBe("console");
    remove("lib.ts");
    project.startRound();
    expect(ask()).toBeUndefined();
    write("lib.ts", LOGS, 3_000);
    project.startRound();
    expect(ask()).toBe("console");
  });

  test("that comes only now is found", () => {
    const { project, write } = projectOf({ "lib.ts": 'export * from "./late";' });
    const ask = () => project.exportOf("src.ts", "./lib", ["note"])?.records;
    expect(ask()).toBeUndefined();
    write("late.ts", LOGS);
    project.startRound();
    expect(ask()).toBe("console");
  });

  test("behind another one renews what rests on it", () => {
    const { project, write } = projectOf({ "lib.ts": 'import { report } from "./deep";\nexport const note = () => report();', "deep.ts": "export const report = () => console.log(1);" });
    const ask = () => project.exportOf("src.ts", "./lib", ["note"])?.records;
    expect(ask()).toBe("console");
    write("deep.ts", "export const report = () => undefined;");
    project.startRound();
    expect(ask()).toBeUndefined();
  });
});

test("only files that are asked about are parsed", () => {
  const { project, facts } = projectOf({ "lib.ts": "export const a = 1;", "other.ts": "export const b = 1;", "users.ts": "export const find = (id) => db.find(id);" });
  expect(facts("src.ts", 'import { find } from "./users";\nimport { b } from "./other";\nexport function run() { try { find(b); } catch (error) { throw error; } }').caught).toHaveLength(1);
  expect(project.parsed).toBe(0);
});

test("a root that is not there answers nothing", () => {
  const { root } = projectOf({});
  expect(() => mkdtempSync(join(root, "gone", "x"))).toThrow();
  expect(projectOf({}, undefined, "gone").project.exportOf("src.ts", "./lib", ["note"])).toBeUndefined();
});
