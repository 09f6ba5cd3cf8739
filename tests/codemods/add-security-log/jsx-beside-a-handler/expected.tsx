import { ImageResponse } from "next/og";
import { can } from "@/lib/can";
import { securityLog, requestContext } from "@/lib/logging";

const Card = ({ name }: { name: string }) => <div className="card">{name}</div>;

export async function GET(req: Request) {
  if (!can(req)) {
    securityLog.warn("access.check", {
      actor: "anon",
      route: "GET /api/card",
      outcome: "denied",
      reason: "forbidden",
      ...requestContext(req),
    });
    return new Response("Forbidden", { status: 403 });
  }
  return new ImageResponse(<Card name="a" />);
}
