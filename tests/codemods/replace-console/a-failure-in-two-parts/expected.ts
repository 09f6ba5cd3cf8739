import { logger } from "@/lib/logger";

export async function POST(req: Request) {
  try {
    await save(await req.json());
  } catch (err) {
    logger.error("save failed", { error: err.message, stack: err.stack });
    return Response.json({ error: "save failed" }, { status: 500 });
  }
  logger.info("saved", { title: draft.title, title2: note.title, title3: note.title });
  return Response.json({ ok: true });
}
