import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { EVENT_NAME, outcomeOfName } from "../../src/vocabulary/event-name.js";
import { EVENT_FIELDS, OUTCOME_SUFFIXES, REASONS, SECURITY_EVENTS } from "../../src/vocabulary/events.js";
import { SCHEMA } from "../logger/schema.js";

const ROOT = join(import.meta.dirname, "../..");
const read = (path: string) => readFileSync(join(ROOT, path), "utf8");
const names = SECURITY_EVENTS.map(({ name }) => name);

/** What Elastic Common Schema 8 and 9 allow in `event.type` for a category; `denied` is added to some when it was refused. */
const ECS_TYPES: Readonly<Record<string, string>> = {
  api: "access admin allowed change creation deletion denied end info start user",
  authentication: "start end info",
  configuration: "access change creation deletion info",
  database: "access change info error",
  iam: "admin change creation deletion group info user",
  session: "start end info",
  web: "access error info",
};

/** The activities that OCSF 1.x names for a class; 99 is "Other" for all. */
const OCSF_ACTIVITIES: Readonly<Record<number, number>> = { 3001: 11, 3002: 5, 3004: 4, 3005: 2, 6001: 8, 6003: 4, 6005: 10 };

/** Every word of the OWASP Logging Vocabulary that is used. */
const OWASP = /^(?:authn_(?:login_(?:success|fail)|password_change(?:_fail)?|token_(?:created|revoked))|authz_(?:fail|change|admin)|excess_rate_limit_exceeded|input_validation_fail|privilege_permissions_changed|sensitive_(?:create|read|update|delete)|session_logout|user_(?:created|updated|deleted))$/;

test("names are there once, in the form of a name, and say no outcome", () => {
  expect(new Set(names).size).toBe(names.length);
  expect(names.filter((name) => !EVENT_NAME.test(name) || name.length > 80 || outcomeOfName(name))).toEqual([]);
  expect(names.filter((name) => !new RegExp(SCHEMA.properties["event"]!.pattern!).test(name))).toEqual([]);
});

test("every event that the rules and codemods can write is in the vocabulary", () => {
  const files = ["src/vocabulary/sensitive-actions.ts", "src/vocabulary/sensitive-operations.ts", "src/edits/audit-statement.ts"];
  const written = files.flatMap((file) => [...read(file).matchAll(/"([a-z]+(?:\.[a-z_]+){1,2})"/g)].map(([, name]) => name!));
  const events = [...new Set(written)].filter((name) => EVENT_NAME.test(name));
  expect(events.length).toBeGreaterThan(20);
  expect(events.filter((name) => !names.includes(name))).toEqual([]);
});

test("every reason that the codemods can write is in the vocabulary, and each has the schema's form", () => {
  const codes = [...read("src/edits/reason.ts").matchAll(/"([a-z]+_[a-z_]+|forbidden|conflict|gone|locked|expired|refused|unauthenticated)"/g)];
  expect(codes.length).toBeGreaterThan(10);
  expect(codes.map(([, code]) => code!).filter((code) => !Object.hasOwn(REASONS, code))).toEqual([]);
  expect(Object.keys(REASONS).filter((code) => !new RegExp(SCHEMA.properties["reason"]!.pattern!).test(code))).toEqual([]);
});

describe.each(SECURITY_EVENTS)("$name", ({ meaning, owasp, ecs, ocsf }) => {
  test("has a meaning, and words that the other vocabularies know", () => {
    expect(meaning).toMatch(/^[A-Z].*[^.]$/);
    expect(Object.values(owasp).filter((word) => !OWASP.test(word))).toEqual([]);
    const allowed = ecs.category.flatMap((category) => ECS_TYPES[category]!.split(" "));
    expect(ecs.type.filter((type) => !allowed.includes(type))).toEqual([]);
    const activities = OCSF_ACTIVITIES[ocsf.class_uid]!;
    expect(ocsf.activity_id === 99 || (ocsf.activity_id >= 1 && ocsf.activity_id <= activities)).toBe(true);
  });
});

test("the fields are those of the schema, in its order", () => {
  expect(EVENT_FIELDS.map(({ name }) => name)).toEqual(Object.keys(SCHEMA.properties));
});

test("the suffixes are those that a name may end in", () => {
  expect(Object.keys(OUTCOME_SUFFIXES).map((suffix) => outcomeOfName(`auth.login.${suffix}`))).toEqual(Object.values(OUTCOME_SUFFIXES));
  expect(outcomeOfName("auth.login.begun")).toBeUndefined();
});
