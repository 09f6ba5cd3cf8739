/**
 * The report as SARIF 2.1.0, for code scanning. The fingerprints do not hold line numbers, so that a finding keeps its
 * identity when code above it moves.
 * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
import type { ArtifactLocation, Fix, Log, ReportingConfiguration, ReportingDescriptor, Result } from "sarif";
import { RULES } from "../../rules/index.js";
import type { Report, ReportedFinding, ReportedRemedy } from "./model.js";

const SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json";
const HOME = "https://github.com/eslint-plugin-audit-logging/eslint-plugin-audit-logging";

/** OWASP Top 10:2025, the category that every rule here speaks to. */
const OWASP = "external/owasp/owasp-a09-2025";

/** @param helpOf the text of a rule's page, in Markdown */
export function showSarif(report: Report, helpOf: (rule: string) => string): string {
  const rules = RULES.map(({ definition: { name, docs } }): ReportingDescriptor => ({
    id: name,
    name: pascalCase(name),
    shortDescription: { text: docs.description },
    fullDescription: { text: docs.description },
    helpUri: `${HOME}/blob/main/docs/rules/${name}.md`,
    help: { text: `${docs.description}. See ${HOME}/blob/main/docs/rules/${name}.md`, markdown: helpOf(name) },
    defaultConfiguration: { level: levelOf(docs.recommended) },
    properties: {
      tags: ["security", "audit-logging", OWASP, ...docs.cwe.map((cwe) => `external/cwe/cwe-${cwe}`), ...docs.asvs.map((asvs) => `external/asvs/${asvs}`)],
      precision: "high",
      "problem.severity": docs.recommended === "error" ? "error" : docs.recommended === "warn" ? "warning" : "recommendation",
    },
  }));
  const index = new Map(rules.map(({ id }, position) => [id, position]));
  const log: Log = {
    $schema: SCHEMA,
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: report.tool.name, semanticVersion: report.tool.version, informationUri: HOME, rules } },
        columnKind: "utf16CodeUnits",
        originalUriBaseIds: { SRCROOT: { description: { text: "The folder that was given as root." } } },
        invocations: [
          {
            executionSuccessful: report.files.failed === 0,
            toolExecutionNotifications: report.unread.map(({ path, status, reason }) => ({
              level: status === "failed" ? "error" : "note",
              message: { text: `${path} was not read: ${reason}` },
              locations: [{ physicalLocation: { artifactLocation: artifact(path) } }],
            })),
          },
        ],
        results: report.findings.map((finding) => result(finding, index.get(finding.rule) ?? -1)),
      },
    ],
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}

function result(finding: ReportedFinding, ruleIndex: number): Result {
  const fixes = finding.remedies.filter(({ edits }) => edits !== null).map((remedy) => fix(remedy, finding.path));
  return {
    ruleId: finding.rule,
    ruleIndex,
    level: finding.severity,
    message: { text: finding.message },
    locations: [
      {
        physicalLocation: {
          artifactLocation: artifact(finding.path),
          region: {
            startLine: finding.line,
            startColumn: finding.column,
            endLine: finding.endLine,
            endColumn: finding.endColumn,
            snippet: { text: finding.code },
          },
        },
        ...(finding.route !== null && { logicalLocations: [{ fullyQualifiedName: finding.route, kind: "function" }] }),
      },
    ],
    partialFingerprints: { "auditLogging/v1": finding.fingerprint },
    ...(fixes.length > 0 && { fixes }),
  };
}

function fix({ title, edits }: ReportedRemedy, path: string): Fix {
  return {
    description: { text: title },
    artifactChanges: [
      {
        artifactLocation: artifact(path),
        replacements: edits!.map(({ start, end, text }) => ({
          deletedRegion: { charOffset: start, charLength: end - start },
          insertedContent: { text },
        })),
      },
    ],
  };
}

function artifact(path: string): ArtifactLocation {
  return { uri: path.split("/").map(encodeURIComponent).join("/"), uriBaseId: "SRCROOT" };
}

function levelOf(recommended: "error" | "warn" | false): NonNullable<ReportingConfiguration["level"]> {
  return recommended === "error" ? "error" : recommended === "warn" ? "warning" : "note";
}

function pascalCase(name: string): string {
  return name.replaceAll(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());
}
