import { describe, expect, test } from "vitest";
import { configureLogging, securityLog } from "../../src/logger/logging.js";
import { project, run } from "./support.js";

const lines: string[] = [];
configureLogging({ chain: "a key", sinks: [(line) => void lines.push(line)] });
for (const event of ["a.a", "b.b", "c.c"]) securityLog.info(event);

const env = { AUDIT_CHAIN_KEY: "a key" };
const verify = (text: string) => run(project({ "log.ndjson": text }), ["verify", "log.ndjson"], { env });

describe("verify", () => {
  test("says that all is in order", async () => {
    expect(await verify(`${lines.join("\n")}\n`)).toEqual({ code: 0, stdout: "log.ndjson: 3 lines in order, in 1 chain.\n", stderr: "" });
    expect((await verify(`hello\n${lines.join("\r\n")}`)).stdout).toBe("log.ndjson: 3 lines in order, in 1 chain. 1 more are no part of it.\n");
  });

  test("names the first line that was changed, and exits with 1", async () => {
    expect(await verify(lines.join("\n").replace("b.b", "b.x"))).toEqual({
      code: 1,
      stdout: "log.ndjson:2: this line was changed after it was written, or its chain has another key (AUDIT_CHAIN_KEY).\n",
      stderr: "",
    });
  });

  test("names the line after one that is gone", async () => {
    expect(await verify([lines[0], lines[2]].join("\n"))).toMatchObject({
      code: 1,
      stdout: "log.ndjson:2: the line before this one is missing, changed or out of order.\n",
    });
  });

  test("does not pass a log without a chain", async () => {
    expect(await verify("hello\n{}\n")).toMatchObject({
      code: 1,
      stdout: "log.ndjson: none of its 2 lines is part of a chain. Was the logger configured with chain?\n",
    });
  });

  test.each([
    [[], "audit-logging: verify needs a file of log lines, as in `audit-logging verify events.ndjson`.\n"],
    [["a", "b"], "audit-logging: verify takes one file, but was given a and b.\n"],
    [["nowhere"], "audit-logging: nowhere cannot be read: it does not exist.\n"],
    [["."], "audit-logging: . cannot be read: it is a folder.\n"],
  ])("%j is an error", async (words, stderr) => {
    expect(await run(project(), ["verify", ...words])).toEqual({ code: 2, stdout: "", stderr });
  });
});
