import { expect, test } from "vitest";
import { SECURITY_EVENTS } from "../../src/vocabulary/events.js";
import { project, run } from "./support.js";

const PAGES = {
  "docs/rules/no-silent-catch.md": "# no-silent-catch\n\nA page.\n",
  "docs/rules/log-on-4xx.md": "# log-on-4xx\n",
  "docs/rules/notes.txt": "not a page\n",
  "docs/settings.md": "not a rule\n",
};

const KNOWN = `Rules: log-on-4xx, no-silent-catch. Events: ${SECURITY_EVENTS.map(({ name }) => name).join(", ")}.`;

test("a rule's page is printed as it is in the package", async () => {
  const expected = { code: 0, stdout: "# no-silent-catch\n\nA page.\n", stderr: "" };
  expect(await run(project(PAGES), ["explain", "no-silent-catch"])).toEqual(expected);
  expect(await run(project(PAGES), ["explain", "audit-logging/no-silent-catch"])).toEqual(expected);
});

test("an unknown rule gets the nearest and the list", async () => {
  expect(await run(project(PAGES), ["explain", "log-on-4x"])).toEqual({
    code: 2,
    stdout: "",
    stderr: `audit-logging: There is no rule or event log-on-4x. Did you mean log-on-4xx? ${KNOWN}\n`,
  });
});

test("an event of the vocabulary is explained, with its words in other vocabularies", async () => {
  expect(await run(project(PAGES), ["explain", "auth.login"])).toEqual({
    code: 0,
    stderr: "",
    stdout: `# auth.login

Somebody tries to sign in. Category: authentication.

securityLog.info("auth.login", { actor, route, outcome: "success", ...requestContext(req) });
securityLog.warn("auth.login", { actor, route, outcome: "denied", reason, ...requestContext(req) });

OWASP Logging Vocabulary: success authn_login_success, denied authn_login_fail, error authn_login_fail
Elastic Common Schema: event.category authentication, session; event.type start
OCSF: class_uid 3002, activity_id 1
OpenTelemetry: EventName auth.login
`,
  });
});

test("a mistyped event gets the nearest", async () => {
  expect((await run(project(PAGES), ["explain", "auth.logn"])).stderr).toBe(
    `audit-logging: There is no rule or event auth.logn. Did you mean auth.login? ${KNOWN}\n`,
  );
});

test("a path is no rule, wherever it leads", async () => {
  expect(await run(project(PAGES), ["explain", "../settings"])).toEqual({
    code: 2,
    stdout: "",
    stderr: `audit-logging: There is no rule or event ../settings. ${KNOWN}\n`,
  });
});

test("a package without its pages is told of", async () => {
  expect(await run(project(), ["explain", "no-silent-catch"])).toEqual({
    code: 2,
    stdout: "",
    stderr: "audit-logging: The rules' pages in <root>/docs/rules cannot be read: it is gone. Install the package again.\n",
  });
});
