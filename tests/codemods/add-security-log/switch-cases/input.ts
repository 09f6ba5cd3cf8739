import { verdict } from "@/lib/can";

export async function GET(req: Request) {
  switch (await verdict(req)) {
    case "unknown": return new Response("Unauthorized", { status: 401 });
    case "staff":
      return Response.json([]);
    case "guest":
    default:
      return new Response("Forbidden", { status: 403 });
  }
}
