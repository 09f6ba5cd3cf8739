/** What the settings call a record counts in other files, too, whose text holds no word of the trail. */
import { expect, test } from "vitest";
import { projectOf } from "./support.js";

const ROUTE = `import express from "express";\nimport { remove } from "./remove";\nconst app = express();\napp.delete("/admin/users/:id", async (req, res) => { await remove(req.params.id); res.json({ ok: true }); });\n`;

/** A short file is always looked into. */
const FILLER = "// What stands here says nothing of events.\n".repeat(50);

test.each([
  ["the emitter by its own name", { emitter: { name: "events", import: "@/lib/events" } }, `import { events } from "@/lib/events";\nexport async function remove(id) { await db.user.delete({ where: { id } }); events.info("user.delete", { id }); }`],
  ["the emitter that is called", { emitter: { name: "emitEvent", style: "call", import: "@/lib/events" } }, `import { emitEvent } from "@/lib/events";\nexport async function remove(id) { await db.user.delete({ where: { id } }); emitEvent("user.delete", { id }); }`],
  ["an audit function", { auditFunctions: ["note"] }, `import { note } from "@/lib/events";\nexport async function remove(id) { await db.user.delete({ where: { id } }); note("user.delete", { id }); }`],
])("%s", (_, settings, short) => {
  const helper = FILLER + short;
  const coverage = (given: object): unknown => {
    const { facts } = projectOf({ "src/app.ts": ROUTE, "src/remove.ts": helper }, given);
    const found = facts("src/app.ts", ROUTE);
    const flow = found.flow(found.handlers[0]!);
    return flow.coverage(flow.exits[0]!);
  };
  expect([coverage({}), coverage(settings)]).toEqual([undefined, "audit"]);
});
