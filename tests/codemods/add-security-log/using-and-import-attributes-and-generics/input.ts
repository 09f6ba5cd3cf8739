import plans from "./plans.json" with { type: "json" };
import { open, type Lease } from "@/lib/lease";

export async function GET<T extends Request>(req: T): Promise<Response> {
  using lease: Lease<string> = open(plans as never);
  if (!lease.granted) return new Response("Forbidden", { status: 403 });
  return Response.json(lease satisfies Lease<string>);
}
