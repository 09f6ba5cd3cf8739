import { describe, expect, test } from "vitest";
import { EVENT_NAME, outcomeOfName, withoutOutcome } from "../../src/vocabulary/event-name.js";

describe("the form of an event's name", () => {
  test.each(["auth.login", "user.role.change", "auth.password_reset.request", "auth.mfa.enable.success", "auth.2fa.enable", "ai.tool_call"])("%s has it", (name) => {
    expect(name).toMatch(EVENT_NAME);
  });

  test.each(["login", "authLogin", "AUTH.LOGIN", "auth login", "auth.Login", "user.42.delete", "auth..login", ".login", "auth.", "a.b.c.d.e", "auth-login", "auth:login", ""])("%j does not have it", (name) => {
    expect(name).not.toMatch(EVENT_NAME);
  });
});

test.each([
  ["auth.login.success", "success", "auth.login"],
  ["auth.login.failure", "denied", "auth.login"],
  ["auth.login.denied", "denied", "auth.login"],
  ["user.sync.error", "error", "user.sync"],
  ["auth.login", undefined, "auth.login"],
  ["auth.failure_report", undefined, "auth.failure_report"],
])("%s ends in %s and is %s", (name, outcome, rest) => {
  expect([outcomeOfName(name), withoutOutcome(name)]).toEqual([outcome, rest]);
});
