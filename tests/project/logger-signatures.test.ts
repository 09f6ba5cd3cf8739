import { expect, test } from "vitest";
import { runCodemods } from "../../codemods/run-codemods.js";
import { readSettings } from "../../src/settings.js";
import { projectOf } from "./support.js";

const ORDERS = `import { logger } from "../lib/logger";

export async function save(order: Order) {
  logger.info("saving", { id: order.id });
  try {
    await db.order.update(order);
  } catch {
    return undefined;
  }
}
`;
const only = new Set(["log-silent-catch"]);

function fixed(logger: string): string {
  const { project } = projectOf({ "src/lib/logger.ts": logger });
  return runCodemods(ORDERS, "src/services/orders.ts", readSettings(undefined), only, {}, project).text;
}

const made = (error: string): string => `class AppLogger {\n  info(message: string, context?: Record<string, unknown>) {}\n  ${error} { console.error(message); }\n}\nexport const logger = new AppLogger();\n`;

test.each([
  ["an error and nothing else", "error(message: string, error?: Error)"],
  ["an error or a text", "error(message: string, error?: Error | string)"],
])("a logger whose error method takes %s beside the message is given no fields", (_, method) => {
  expect(fixed(made(method))).toContain('appLogger.error("save failed", { error });');
});

test.each([
  ["fields", "error(message: string, context?: Record<string, unknown>)"],
  ["anything", "error(message: string, context?: unknown)"],
  ["an error or fields", "error(message: string, context?: Error | object)"],
  ["what has no type", "error(message: string, context)"],
])("a logger whose error method takes %s is written to", (_, method) => {
  expect(fixed(made(method))).toContain('\n    logger.error("save failed", { error });');
});

test("a logger that cannot be found is written to, as without the index", () => {
  expect(fixed("export const other = 1;\n")).toContain('\n    logger.error("save failed", { error });');
});
