import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv } from "ajv";
import { expect, test } from "vitest";
import type { Report } from "../../src/report/model.js";
import { showJson } from "../../src/report/show-json.js";
import { PACKAGE, project, run } from "../cli/support.js";
import { sampleReport } from "./sample.js";

const SCHEMA = JSON.parse(readFileSync(join(PACKAGE, "src/report/report.schema.json"), "utf8")) as object;
const validate = new Ajv({ allErrors: true, allowUnionTypes: true }).compile(SCHEMA);

function faults(report: unknown): string[] {
  return validate(report) ? [] : validate.errors!.map(({ instancePath, message }) => `${instancePath} ${message}`);
}

test("a report with one of each thing fits the schema of the package", () => {
  expect(faults(JSON.parse(showJson(sampleReport())))).toEqual([]);
});

test("what the command prints of a shop fits it", async () => {
  const settings = project({ "settings.json": "{}" });
  const root = join(PACKAGE, "tests/apps/next-shop");
  const { stdout } = await run(settings, ["report", "--format", "json", "--root", root, "--config", "settings.json"], { packageFolder: () => PACKAGE });
  const report = JSON.parse(stdout) as Report;
  expect(faults(report)).toEqual([]);
  expect(report.routes.length).toBeGreaterThan(10);
  expect(report.findings.length).toBeGreaterThan(10);
});

test.each<[string, (report: Record<string, unknown>) => void, string]>([
  ["a key that is gone", (report) => delete report["coverage"], " must have required property 'coverage'"],
  ["a key that nobody knows", (report) => (report["more"] = 1), " must NOT have additional properties"],
  ["another version", (report) => (report["version"] = 2), "/version must be equal to constant"],
])("%s does not fit it", (_, change, fault) => {
  const report = JSON.parse(showJson(sampleReport())) as Record<string, unknown>;
  change(report);
  expect(faults(report)).toEqual([fault]);
});
