import parser from "@typescript-eslint/parser";
import auditLogging from "eslint-plugin-audit-logging";

export default [
  { ignores: [".next/", ".wrangler/", "dist/"] },
  {
    files: ["**/*.{ts,tsx,js,jsx}"],
    languageOptions: { parser },
    settings: {
      // Where codemods and suggestions import securityLog, requestContext and logger from.
      "audit-logging": { emitter: { import: "./src/lib/logging" } },
    },
  },
  ...auditLogging.configs.recommended,
];
