/** The report as instructions for a coding agent: where, what is missing, what must hold, and the exact edit. */
import type { Report, ReportedFinding } from "./model.js";
import { mostPressingFiles } from "./most-pressing.js";
import { quotedArgument } from "./quoted-argument.js";
import { countOf } from "./words.js";

/** More than an agent can keep in sight. */
const MOST = 50;

const CONSTRAINTS = `Rules for every change:
- Keep what the code does: add the record, change no answer, no status and no control flow.
- Never record a secret or personal data: no password, token, cookie, key, request body or e-mail address, and no error's message as \`reason\`. (What an edit gives as \`account\` is kept as a hash.)
- An audit event has actor, route, outcome (success, denied or error) and, unless it succeeded, reason (a short code such as invalid_credentials). The actor is a user id that is in scope there; "anon" where nobody has proven who they are; "unknown" where somebody has, and no id is in reach.
- Each edit is for the file as it is now. Work in the order given, and join what several bring: a module needs one import, and a failure or refusal that is recorded needs no second record.
- The module that the edits import is the project's own. Where it is not there, \`npx audit-logging init --yes\` writes it, with the settings; do not make one up.
- Keep the file's style, and the tests as they are: none may be removed or loosened.
- Where a finding is wrong, leave the code, and say why in a comment: \`// eslint-disable-next-line audit-logging/<rule> -- <reason>\`, or \`// audit-exempt: <reason>\` above the handler.`;

/** One task a finding, most pressing files first, and no more of them than an agent can keep in sight. */
export function showPrompt({ findings: all }: Pick<Report, "findings">): string {
  if (all.length === 0) return "audit-logging has no findings here: there is nothing to do.\n";
  const findings = mostPressingFiles(all, MOST);
  const files = filesOf(findings);
  const isAll = findings.length === all.length;
  const first = isAll ? "" : ` These are the ${findings.length} in ${countOf(files.length, "file")} that press most.`;
  const head = `audit-logging found ${countOf(all.length, "place")} in ${countOf(filesOf(all).length, "file")} where security-relevant logging is missing or unsafe.${first} Repair each of them.`;
  const parts = findings.map((finding, index) => task(finding, index + 1, settledBy(finding, findings.slice(0, index))));
  const next = isAll ? "" : " Then run the command that gave you this again: it shows the next ones.";
  const check = `When done, run \`npx audit-logging report --check ${files.map(quotedArgument).join(" ")}\` and the project's own tests; both must pass.${next}`;
  return `${[head, CONSTRAINTS, ...parts, check].join("\n\n")}\n`;
}

function filesOf(findings: readonly ReportedFinding[]): string[] {
  return [...new Set(findings.map(({ path }) => path))];
}

/** The number of an earlier finding whose edit has all of this one's in it: a route's missing events and its silent refusal. */
function settledBy({ path, remedies: [remedy] }: ReportedFinding, earlier: readonly ReportedFinding[]): number | undefined {
  if (!remedy?.edits) return undefined;
  const index = earlier.findIndex((other) => {
    const edits = other.path === path ? other.remedies[0]?.edits : undefined;
    return (
      edits &&
      remedy.edits!.every((edit) =>
        edits.some(({ start, end, text }) => start === edit.start && end === edit.end && text === edit.text),
      )
    );
  });
  return index < 0 ? undefined : index + 1;
}

function task(
  { path, line, rule, message, code, route, remedies }: ReportedFinding,
  number: number,
  settled: number | undefined,
): string {
  const [remedy] = settled === undefined ? remedies : [];
  return [
    `## ${number}. ${path}:${line} (${rule})`,
    message,
    `The line is: ${fenced(code)}`,
    ...(route === null ? [] : [`Handler: ${route}`]),
    ...(settled === undefined ? [] : [`The edit of ${settled} records this too: there is nothing more to write.`]),
    ...(remedy?.diff ? [`The edit: ${remedy.title}\n\n${block(remedy.diff.trimEnd(), "diff")}`] : []),
    ...(remedy?.reason ? [`No automatic edit is safe here: ${remedy.reason}. Do by hand: ${remedy.title}`] : []),
  ].join("\n\n");
}

function fenced(code: string): string {
  const fence = "`".repeat(longestRun(code) + 1);
  return code.includes("`") ? `${fence} ${code} ${fence}` : `${fence}${code}${fence}`;
}

/** A fence that nothing inside can close: the code is other people's. */
function block(text: string, language: string): string {
  const fence = "`".repeat(Math.max(3, longestRun(text) + 1));
  return `${fence}${language}\n${text}\n${fence}`;
}

function longestRun(text: string): number {
  return Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
}
