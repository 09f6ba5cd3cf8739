import { join } from "node:path";
import { expect, test } from "vitest";
import { readSource } from "../../src/cli/read-source.js";
import { project } from "./support.js";

const read = (content: string | Uint8Array) => readSource(join(project({ "a.ts": content }), "a.ts"));

test.each([
  ["text", "call();\n"],
  ["a byte order mark", "\uFEFFcall();\n"],
  ["letters of every length", "« é … 😀 »\n"],
  ["the character that stands for what could not be read", 'const unknown = "\uFFFD";\n'],
  ["nothing", ""],
])("%s is read as it stands", (_, text) => {
  expect(read(text)).toEqual({ text });
});

test.each([
  ["Latin-1", Buffer.from("caf\u00E9", "latin1"), "not valid UTF-8"],
  ["a letter that is cut off", Buffer.from("caf\u00E9").subarray(0, -1), "not valid UTF-8"],
  ["a lone half of a pair", Uint8Array.of(0xed, 0xa0, 0x80), "not valid UTF-8"],
  ["both the character for the unreadable and the unreadable", Buffer.concat([Buffer.from("\uFFFD"), Uint8Array.of(0xff)]), "not valid UTF-8"],
  ["UTF-16", Buffer.from("call", "utf16le"), "binary, or not UTF-8"],
  ["a zero byte", "call\0", "binary, or not UTF-8"],
])("%s is no source", (_, bytes, reason) => {
  expect(read(bytes)).toEqual({ status: "skipped", reason });
});

test("a file that is gone, and a folder, fail with a reason", () => {
  const folder = project();
  const reasons = [join(folder, "gone.ts"), folder].map((path) => readSource(path));
  expect(reasons).toEqual([
    { status: "failed", reason: "it cannot be read: it is gone" },
    { status: "failed", reason: "it cannot be read: it is a folder" },
  ]);
});
