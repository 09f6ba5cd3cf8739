import { STATUS_CODES } from "node:http";

/** HTTP status codes by the letters of their names: `unauthorized` → 401, `toomanyrequests` → 429. Source: RFC 9110. */
export const HTTP_STATUS_BY_NAME: ReadonlyMap<string, number> = new Map([
  ...Object.entries(STATUS_CODES).map(
    ([code, name]) => [name!.replaceAll(/[^A-Za-z]/g, "").toLowerCase(), Number(code)] as const,
  ),
  ["unprocessable", 422],
  ["validationerror", 422],
  ["ratelimited", 429],
  ["serverok", 200],
]);
