import { describe, expect, test } from "vitest";
import { reasonCode } from "../../src/edits/reason.js";
import { PARSERS } from "../support/parsers.js";
import { opened } from "./ask.js";

describe.each(PARSERS)("$parser", (parser) => {
  test.each([
    [401, "Unauthorized", "access.check", "unauthenticated"],
    [401, "invalid_client", "auth.token.create", "invalid_credentials"],
    [401, "Missing token", "access.check", "unauthenticated"],
    [403, "Missing API key", "access.check", "unauthenticated"],
    [401, "Missing or invalid token", "access.check", "invalid_token"],
    [400, "Missing reset token", "auth.password_reset.complete", "invalid_token"],
    [401, "token_expired", "access.check", "expired"],
    [403, "invalid-session", "access.check", "invalid_token"],
    [401, "Unauthorized", "auth.login", "invalid_credentials"],
    [401, "Invalid e-mail or password", "access.check", "invalid_credentials"],
    [401, "You must provide credentials", "access.check", "unauthenticated"],
    [400, "Missing credentials", "auth.login", "invalid_input"],
    [401, "Credentials are required", "access.check", "unauthenticated"],
    [401, "Wrong credentials", "access.check", "invalid_credentials"],
    [401, "Invalid or expired token", "access.check", "invalid_token"],
    [401, "This link has expired", "access.check", "expired"],
    [401, "No signature", "access.check", "bad_signature"],
    [400, "Bad request", "webhook.verify", "bad_signature"],
    [400, "Invalid JSON payload", "webhook.verify", "invalid_input"],
    [400, "Payload without a signature", "webhook.verify", "bad_signature"],
    [401, "Missing body", "webhook.verify", "bad_signature"],
    [403, "Token is not valid!", "access.check", "invalid_token"],
    [403, "Your session is not here", "access.check", "forbidden"],
    [302, "Invalid email or password.", "auth.login", "invalid_credentials"],
    [401, "Invalid session", "access.check", "invalid_token"],
    [200, "ignored", "webhook.verify", "bad_signature"],
    [undefined, "", "webhook.verify", "bad_signature"],
    [403, "Forbidden", "webhook.verify", "forbidden"],
    [400, "Malformed JSON", "access.check", "invalid_input"],
    [403, "Forbidden", "access.check", "forbidden"],
    [403, "Your account is suspended", "auth.login", "locked"],
    [403, "Account inactive", "auth.login", "locked"],
    [401, "Email not verified. Please verify your email.", "auth.login", "unverified"],
    [403, "Verified accounts only", "access.check", "forbidden"],
    [403, "Blocked", "access.check", "forbidden"],
    [404, "Not found", "access.check", "not_found"],
    [409, "Taken", "auth.register", "conflict"],
    [422, "Unprocessable", "access.check", "invalid_input"],
    [429, "Slow down", "ratelimit.exceeded", "rate_limited"],
    [418, "I am a teapot", "access.check", "refused"],
    [500, "Invalid credentials", "auth.login", "internal_error"],
    [undefined, "Not signed in", "access.check", "unauthenticated"],
    [undefined, "Access denied", "access.check", "forbidden"],
  ] as const)("%s %j of %s is %s", (status, words, event, wanted) => {
    const { file } = opened(parser, `f(${JSON.stringify(words)});\n`);
    const [call] = file.outline.calls;
    const outcome = status === 500 ? "error" : "denied";
    expect(reasonCode({ status, outcome, body: call!.arguments[0], elsewhere: false }, event, file)).toBe(wanted);
  });
});
