import { expect, test } from "vitest";
import { parseSource } from "../src/parse.js";
import { lineAt, projectPath } from "../src/source-view.js";

test("a line is counted from 1, and a line break belongs to the line that it ends", () => {
  const text = "let a;\nlet b;\r\n\nlet c;";
  const view = parseSource(text, "a.ts");
  const lines = [...text].map((_, place) => lineAt(view, place));
  expect(lines.join("")).toBe([...text].map((_, place) => text.slice(0, place).split("\n").length).join(""));
  expect(lineAt(view, text.length)).toBe(4);
});

test("a line is that of the view which is asked about", () => {
  const [one, other] = [parseSource("let a;\nlet b;", "a.ts"), parseSource("let a; let b;", "b.ts")];
  expect([lineAt(one, 8), lineAt(other, 8), lineAt(one, 8)]).toEqual([2, 1, 2]);
});

test.each([
  ["/srv/app/src/a.ts", "/srv/app", "src/a.ts"],
  ["/srv/app/src/a.ts", "/srv/app/", "src/a.ts"],
  ["C:\\work\\app\\src\\a.ts", "C:\\work\\app", "src/a.ts"],
  ["C:\\work\\app\\src\\a.ts", "C:\\work\\app\\", "src/a.ts"],
  ["/srv/application/a.ts", "/srv/app", "/srv/application/a.ts"],
  ["./src/a.ts", "/srv/app", "src/a.ts"],
])("%s is seen from %s as %s", (path, root, seen) => {
  expect(projectPath(path, root)).toBe(seen);
});
