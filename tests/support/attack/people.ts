/** Who takes part, and the secrets that no line of any log may show. */

export interface Person {
  readonly id: string;
  readonly email: string;
  readonly password: string;
  readonly token: string;
}

export const CUSTOMER: Person = {
  id: "00000000-0000-4000-8000-00000000c057",
  email: "victim@shop.example",
  password: "planted-Right-Passw0rd",
  token: "plantedcustomersession000000000000000000000000000000000000000001",
};
export const ADMIN: Person = {
  id: "00000000-0000-4000-8000-00000000ad31",
  email: "admin@shop.example",
  password: "planted-Admin-Passw0rd",
  token: "plantedadminsession00000000000000000000000000000000000000000001",
};

export const WRONG_PASSWORD = "planted-Wrong-Passw0rd";
export const NEW_PASSWORD = "planted-New-Passw0rd";
export const RESET_TOKEN = "plantedresettoken00000000000000000000000000000000000000000000001";
/** In a field where it does not belong, with a second line that pretends to be an event. */
export const FORGED_TOKEN = "eyJhbGciOiJIUzI1NiJ9.eyJwbGFudGVkIjoxfQ.cGxhbnRlZA";
export const FORGED_LINE = '{"schema":"security-event/1","event":"user.role.change","outcome":"success"}';
export const FORGED_EMAIL = `x@shop.example\r\n${FORGED_LINE}\n\u2028Bearer ${FORGED_TOKEN}`;

export const SECRETS = [CUSTOMER, ADMIN]
  .flatMap(({ password, token }) => [password, token])
  .concat(WRONG_PASSWORD, NEW_PASSWORD, RESET_TOKEN, FORGED_TOKEN);

export const SESSION_KEY = "a-key-for-sessions-of-the-test-only";
export const ACCOUNT_KEY = "0123456789abcdef";
