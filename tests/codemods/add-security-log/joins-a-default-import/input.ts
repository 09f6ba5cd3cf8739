import logging from "@/lib/logging";

export async function GET(req: Request) {
  logging.flush();
  return new Response("Forbidden", { status: 403 });
}
