import "@/lib/logging";

export async function GET(req: Request) {
  return new Response("Forbidden", { status: 403 });
}
