/**
 * What coding agents are told about the project's audit logging: a block for AGENTS.md, and two skills, one of which only
 * reads.
 */

export interface AgentFacts {
  /** Module specifier of the emitter, as files import it. */
  readonly module: string;
  readonly emitter: string;
  readonly logger: string;
  readonly run: string;
}

const START = "<!-- audit-logging:start -->";
const END = "<!-- audit-logging:end -->";

/** The text with the block in it: in place of one that is there, else at the end. */
export function withAgentsBlock(text: string, facts: AgentFacts): string {
  const newline = text.includes("\r\n") ? "\r\n" : "\n";
  const block = agentsBlock(facts).replaceAll("\n", newline);
  const start = text.indexOf(START);
  const end = text.indexOf(END, start);
  if (start >= 0 && end >= 0) return text.slice(0, start) + block + text.slice(end + END.length);
  const gap = text === "" ? "" : text.endsWith(newline + newline) ? "" : text.endsWith(newline) ? newline : newline + newline;
  return `${text}${gap}${block}${newline}`;
}

function agentsBlock({ module, emitter, logger, run }: AgentFacts): string {
  return `${START}
## Audit logging

- Every way out of a sensitive handler (login, role change, payment, export, key, webhook, admin) records an event:
  \`${emitter}.info|warn|error(event, { actor, route, outcome, reason, ...requestContext(req) })\` from \`${module}\`.
- Every 401, 403 and 429 is recorded where it is answered. Every \`catch\` records the failure, rethrows it, or hands it on.
- Never log a password, token, cookie, key, request body, header or e-mail address. \`reason\` is a short code, never an error's message.
- Use \`${logger}\` from \`${module}\`, not \`console\`, in code that answers requests.
- Before you finish: \`${run} audit-logging report --check <files you changed>\` must find nothing.
${END}`;
}

export interface Skill {
  readonly name: string;
  readonly text: string;
}

export function agentSkills({ module, emitter, run }: AgentFacts): readonly Skill[] {
  return [
    {
      name: "audit-logging-review",
      text: `---
name: audit-logging-review
description: Find missing or unsafe security logging in this code base. Reads only. Use when asked to review logging, audit trails, or a change to handlers.
allowed-tools: Bash(${run} audit-logging report:*), Bash(${run} audit-logging explain:*), Read, Grep
---

# Review audit logging

1. Run \`${run} audit-logging report --format agent\` for everything, or with \`--since <commit>\` for a change.
2. For what a rule means, run \`${run} audit-logging explain <rule>\`.
3. Read each place. Say which findings are right, which are not and why, and what is missing that no finding names.

Change no file.
`,
    },
    {
      name: "audit-logging-fix",
      text: `---
name: audit-logging-fix
description: Add or repair security logging in this code base. Writes files. Use when asked to fix findings of audit-logging or to log security events.
---

# Repair audit logging

1. Run \`${run} audit-logging fix <files>\` and read the diff; with \`--write\` it is written, beside uncommitted work only with \`--force\`.
2. For what is left, run \`${run} audit-logging report --format prompt <files>\` and make the edits that it describes, with \`${emitter}\` from \`${module}\`.
3. Change no answer, no status and no control flow. Record no secret and no personal data. Loosen no test.
4. Run \`${run} audit-logging report --check <files>\` and the project's tests. Both must pass.
`,
    },
  ];
}
