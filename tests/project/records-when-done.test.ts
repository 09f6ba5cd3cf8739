/** What a service of another file records wherever it does what a server action calls it for. */
import { expect, test } from "vitest";
import { auditGaps } from "../../src/analysis/audit/audit-gaps.js";
import { projectOf } from "./support.js";

const ACTION = `"use server";
import { UserService } from "./service";
const service = new UserService();
export async function deleteUser(id: string) { return await service.remove(id); }`;

const DONE = `await logAuditEvent({ action: "user.delete", userId: id }); return { success: true };`;
const service = (body: string, more = ""): string => `import { logAuditEvent } from "./trail";\nimport { Store } from "./store";\nexport class UserService { store = new Store(); async remove(id: string) { ${body} } ${more} }`;
const TRAIL = `import { db } from "./db";\nexport async function logAuditEvent(data) { await db.auditLog.create({ data }); }`;

const EMPTY = "export class Store {}";

type Case = readonly [sentence: string, gaps: string, service: string, store: string];

const CASES: readonly Case[] = [
  ["an event of all that it does, and none of what it refuses", "", service(`if (!id) return { error: "Which?" }; try { ${DONE} } catch (error) { console.error(error); return { error: "Failed" }; }`), EMPTY],
  ["an event, in what it throws none", "", service(`if (!id) throw new Error("Which?"); ${DONE}`), EMPTY],
  ["an event on some of the ways that go well", "success", service(`if (id === "me") return { success: true }; ${DONE}`), EMPTY],
  ["none", "success", service(`await drop(id); return { success: true };`), EMPTY],
  ["an event in a method of its own", "", service(`return this.drop(id);`, `async drop(id) { ${DONE} }`), EMPTY],
  ["an event in what it holds, of yet another file", "", service(`return await this.store.drop(id);`), `import { logAuditEvent } from "./trail";\nexport class Store { async drop(id) { ${DONE} } }`],
  ["none in what it holds", "success", service(`return await this.store.drop(id);`), `export class Store { async drop(id) { return { success: true }; } }`],
];

test.each(CASES)("%s", (_sentence, gaps, text, store) => {
  const { facts } = projectOf({ "app/actions.ts": ACTION, "app/service.ts": text, "app/store.ts": store, "app/trail.ts": TRAIL, "app/db.ts": "export const db = {};" });
  const found = facts("app/actions.ts", ACTION);
  const [handler] = found.handlers;
  expect(auditGaps(handler!, found.sensitivity(handler!)!, found, { validation: false }).map(({ outcome }) => outcome).join(", ")).toBe(gaps);
});
