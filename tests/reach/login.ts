/** A login whose refusals nobody hears of, as several of the programs here are given it. */

export const LOGIN_PATH = "app/api/auth/login/route.ts";

export const LOGIN = `export async function POST(request: Request) {
  const { email, password } = await request.json();
  try {
    const user = await verifyCredentials(email, password);
    return Response.json({ token: await createSession(user) });
  } catch (error) {
    return Response.json({ error: "Invalid credentials" }, { status: 401 });
  }
}
`;

/** What `recommended` says of it, in the order of the places. */
export const LOGIN_RULES = [
  "audit-logging/require-audit-on-sensitive-route",
  "audit-logging/no-silent-catch",
  "audit-logging/log-on-4xx",
];

/** ESLint's config for TypeScript, with the preset. */
export const ESLINT_CONFIG = `import parser from "@typescript-eslint/parser";
import auditLogging from "eslint-plugin-audit-logging";

export default [{ files: ["**/*.ts"], languageOptions: { parser } }, ...auditLogging.configs.recommended];
`;
