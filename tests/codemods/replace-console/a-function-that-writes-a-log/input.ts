import { insertRunLog } from "@/lib/run-logs";

export async function POST(request: Request) {
  console.log("run begins");
  await insertRunLog(await request.json());
  return Response.json({ ok: true });
}
