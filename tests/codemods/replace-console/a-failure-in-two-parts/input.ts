import { logger } from "@/lib/logger";

export async function POST(req: Request) {
  try {
    await save(await req.json());
  } catch (err) {
    console.error("save failed", err.message, err.stack);
    return Response.json({ error: "save failed" }, { status: 500 });
  }
  console.log("saved", draft.title, note.title, note.title);
  return Response.json({ ok: true });
}
