import { expect, test } from "vitest";
import { project, run } from "./support.js";

/** A clock that goes on by so much with every look at it. */
function clock(step: number): () => number {
  let now = 0;
  return () => (now += step);
}

const FILES = Object.fromEntries(["a", "b", "c", "d"].map((name) => [`${name}.ts`, "fine\n"]));
const COUNT = "Scanned 4 files: 0 would change, 4 unchanged, 0 skipped, 0 failed.\n";

test("work of over a second draws a bar on a terminal, and takes it off again", async () => {
  expect(await run(project(FILES), ["fix"], { terminal: true, now: clock(600) })).toEqual({
    code: 0,
    stdout: COUNT,
    stderr: [
      "\r[============            ] 2/4 files",
      "\r[==================      ] 3/4 files",
      "\r[========================] 4/4 files",
      "\r\u001B[K",
    ].join(""),
  });
});

test("work of under a second draws none", async () => {
  expect(await run(project(FILES), ["fix"], { terminal: true, now: clock(200) })).toEqual({ code: 0, stdout: COUNT, stderr: "" });
});

test("a bar is not drawn anew for every file", async () => {
  const files = Object.fromEntries(Array.from({ length: 130 }, (_, index) => [`f${index}.ts`, "fine\n"]));
  const { stderr } = await run(project(files), ["fix"], { terminal: true, now: clock(10) });
  expect(stderr.match(/\d+\/130/g)).toEqual(["100/130", "110/130", "120/130", "130/130"]);
});

test("a pipe gets no bar, however long it takes", async () => {
  expect(await run(project(FILES), ["fix"], { now: clock(5000) })).toEqual({ code: 0, stdout: COUNT, stderr: "" });
});

test("a diff is not printed into the bar, nor an error", async () => {
  const folder = project({ "a.ts": "fine\n", "b.ts": "fine\n", "c.ts": "FIX\n" });
  const printed: string[] = [];
  const output = (name: string) => ({ isTTY: true, write: (text: string) => printed.push(`${name} ${text.split("\n", 1)[0]}`) });
  await run(folder, ["fix"], { stdout: output("out"), stderr: output("err"), env: { NO_COLOR: "1" }, now: clock(600) });
  expect(printed).toEqual([
    "err \r[================        ] 2/3 files",
    "err \r\u001B[K",
    "out --- a/c.ts",
    "err \r[========================] 3/3 files",
    "err \r\u001B[K",
    "out ",
    "out 1 edit: log-silent-catch 1.",
  ]);
});
