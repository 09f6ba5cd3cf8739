import type { Log } from "sarif";
import { expect, test } from "vitest";
import { RULES } from "../../rules/index.js";
import { showSarif } from "../../src/report/show-sarif.js";
import { FINDING, sampleReport } from "./sample.js";

const log = (report = sampleReport()): Log => JSON.parse(showSarif(report, (rule) => `# ${rule}\n`)) as Log;

test("every rule is described, with its page, its severity, and tags for CWE, ASVS and OWASP", () => {
  const rules = log().runs[0]!.tool.driver.rules!;
  expect(rules.map(({ id }) => id)).toEqual(RULES.map(({ definition }) => definition.name));
  expect(rules.find(({ id }) => id === "log-on-4xx")).toEqual({
    id: "log-on-4xx",
    name: "LogOn4xx",
    shortDescription: { text: expect.any(String) as string },
    fullDescription: { text: expect.any(String) as string },
    helpUri: "https://github.com/eslint-plugin-audit-logging/eslint-plugin-audit-logging/blob/main/docs/rules/log-on-4xx.md",
    help: { text: expect.stringContaining("docs/rules/log-on-4xx.md") as string, markdown: "# log-on-4xx\n" },
    defaultConfiguration: { level: "error" },
    properties: {
      tags: [
        "security",
        "audit-logging",
        "external/owasp/owasp-a09-2025",
        "external/cwe/cwe-778",
        "external/cwe/cwe-223",
        "external/asvs/16.3.1",
        "external/asvs/16.3.2",
      ],
      precision: "high",
      "problem.severity": "error",
    },
  });
});

test("a finding has its place, handler, fingerprint and fix, and a path that is a URI", () => {
  const [result] = log().runs[0]!.results!;
  expect(result).toEqual({
    ruleId: "log-on-4xx",
    ruleIndex: RULES.findIndex(({ definition }) => definition.name === "log-on-4xx"),
    level: "error",
    message: { text: FINDING.message },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: "app/api/%5Bid%5D/route.ts", uriBaseId: "SRCROOT" },
          region: { startLine: 3, startColumn: 23, endLine: 3, endColumn: 27, snippet: { text: FINDING.code } },
        },
        logicalLocations: [{ fullyQualifiedName: "POST /api/[id]", kind: "function" }],
      },
    ],
    partialFingerprints: { "auditLogging/v1": FINDING.fingerprint },
    fixes: [
      {
        description: { text: "Record it with securityLog." },
        artifactChanges: [
          {
            artifactLocation: { uri: "app/api/%5Bid%5D/route.ts", uriBaseId: "SRCROOT" },
            replacements: [{ deletedRegion: { charOffset: 10, charLength: 0 }, insertedContent: { text: 'securityLog.warn("access.check", {});\n' } }],
          },
        ],
      },
    ],
  });
});

test("a finding without a safe edit has no fix, and a warning is one", () => {
  const second = log().runs[0]!.results![1]!;
  expect(second.level).toBe("warning");
  expect(second).not.toHaveProperty("fixes");
});

test("a file that was not read is told of, and one that failed makes the run one that did not succeed", () => {
  const [invocation] = log().runs[0]!.invocations!;
  expect(invocation!.executionSuccessful).toBe(false);
  expect(invocation!.toolExecutionNotifications!.map(({ level, message }) => [level, message.text])).toEqual([
    ["note", "src/broken.js was not read: it does not parse: line 1: Unexpected token"],
    ["error", "src/secret.ts was not read: it cannot be read: permission denied"],
  ]);
  const fine = sampleReport({ unread: [], files: { scanned: 1, analysed: 1, skipped: 0, failed: 0 } });
  expect(log(fine).runs[0]!.invocations![0]!.executionSuccessful).toBe(true);
});
