/** What the rule says of a piece of server code, and the wrappings in which the suites of caught failures write theirs. */
import noSilentCatch from "../../rules/no-silent-catch.js";
import type { FileFacts } from "../../src/analysis/file-facts.js";

export type Row = readonly [sentence: string, code: string, path?: string];

export const SERVICE = "src/services/invoices.ts";
export const SERVER = "src/server.ts";
export const ROUTE = "app/api/invoices/route.ts";
export const EDGE = "supabase/functions/invoices/index.ts";

/** The rule's findings: message, and the text that each points at. Of any attempt: the suites ask what becomes of its failure. */
export function findingsOf(facts: FileFacts): string[] {
  const { definition } = noSilentCatch;
  return definition.check(facts, { ...definition.defaults, unclear: true }).map(({ messageId, range }) => `${messageId}: ${facts.file.view.text.slice(...range)}`);
}

export const service = (body: string, head = ""): string => `import { db } from "./db.js";\nimport { logger } from "./logger.js";\n${head}\nexport async function settle(id, mail, options) {\n${body}\n}\n`;
export const handler = (body: string, head = ""): string => `import express from "express";\nimport { logger } from "./logger.js";\n${head}\nconst router = express.Router();\nrouter.post("/invoices/:id", async (req, res, next) => {\n${body}\n});\nexport default router;\n`;
export const route = (body: string, head = ""): string => `import { logger } from "@/lib/logger";\n${head}\nexport async function POST(request) {\n${body}\n}\n`;
export const edge = (body: string, head = ""): string => `import { createClient } from "npm:@supabase/supabase-js";\n${head}\nDeno.serve(async (req) => {\n  const supabase = createClient(Deno.env.get("URL"), Deno.env.get("KEY"));\n${body}\n});\n`;
