/** The projects that the pages' commands run on. A section that shows files of its own brings those; the rest is here. */

const TSCONFIG = '{ "compilerOptions": { "module": "esnext", "moduleResolution": "bundler", "paths": { "@/*": ["./*"] } } }\n';

const LOGIN = `export async function POST(req: Request) {
  const { email, password } = await req.json();

  try {
    const user = await verifyCredentials(email, password);
    const token = await createSession(user);
    return Response.json({ token });
  } catch (error) {
    return Response.json({ error: "Invalid credentials" }, { status: 401 });
  }
}
`;

const REFUND = `export async function POST(req: Request, { params }: { params: Promise<{ id: string }> }) {
  const session = await getSession();
  if (!session) return Response.json({ error: "Unauthorized" }, { status: 401 });
  const { id } = await params;
  const refund = await stripe.refunds.create({ payment_intent: id });
  return Response.json({ refund: refund.id });
}
`;

const CONFIG = `import parser from "@typescript-eslint/parser";
import auditLogging from "eslint-plugin-audit-logging";

export default [
  { files: ["**/*.ts"], languageOptions: { parser } },
  ...auditLogging.configs.recommended,
];
`;

/** A Next.js shop with the plugin turned on. */
export const SHOP: Readonly<Record<string, string>> = {
  "package.json": '{ "dependencies": { "next": "^16.0.0" }, "devDependencies": { "eslint": "^10.0.0" } }\n',
  "package-lock.json": "{}\n",
  "tsconfig.json": TSCONFIG,
  "eslint.config.mjs": CONFIG,
  "app/api/auth/login/route.ts": LOGIN,
};

/** What the branch adds to it. */
export const SHOP_BRANCH: Readonly<Record<string, string>> = { "app/api/orders/[id]/refund/route.ts": REFUND };

const BARE_CONFIG = `import parser from "@typescript-eslint/parser";

export default [
  { files: ["**/*.ts"], languageOptions: { parser } },
];
`;

/** Beside the files that the sections of docs/getting-started.md show, by section. */
export const STARTING: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "Next.js": { "package.json": '{ "dependencies": { "next": "^16.0.0" } }\n', "package-lock.json": "{}\n", "tsconfig.json": TSCONFIG, "eslint.config.mjs": BARE_CONFIG },
  Express: { "package.json": '{ "type": "module", "dependencies": { "express": "^5.0.0" } }\n', "package-lock.json": "{}\n" },
  "Supabase Edge Functions": { "package.json": "{}\n", "package-lock.json": "{}\n" },
  Hono: { "package.json": '{ "dependencies": { "hono": "^4.0.0" }, "devDependencies": { "wrangler": "^4.0.0", "typescript": "~6.0" } }\n', "package-lock.json": "{}\n", "tsconfig.json": TSCONFIG.replace(', "paths": { "@/*": ["./*"] }', "") },
  "Cloudflare Workers": { "package.json": '{ "devDependencies": { "wrangler": "^4.0.0", "typescript": "~6.0" } }\n', "package-lock.json": "{}\n", "tsconfig.json": TSCONFIG.replace(', "paths": { "@/*": ["./*"] }', "") },
};
