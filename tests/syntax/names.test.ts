import { describe, expect, test } from "vitest";
import { splitWords } from "../../src/syntax/names.js";

describe("words of a name", () => {
  test.each([
    ["resetPassword", ["reset", "password"]],
    ["resetPasswordURL2", ["reset", "password", "url", "2"]],
    ["API_KEY", ["api", "key"]],
    ["x-api-key", ["x", "api", "key"]],
    ["HTTPServer", ["http", "server"]],
    ["parseJSONBody", ["parse", "json", "body"]],
    ["password-reset", ["password", "reset"]],
    ["api/users", ["api", "users"]],
    ["oauth2", ["oauth", "2"]],
    ["2fa", ["2fa"]],
    ["user2FA", ["user", "2", "fa"]],
    ["$user", ["user"]],
    ["__proto__", ["proto"]],
    ["microphone", ["microphone"]],
    ["passwordless", ["passwordless"]],
    ["authors", ["authors"]],
    ["", []],
  ])("%s", (name, words) => {
    expect(splitWords(name)).toEqual(words);
  });
});
