import { ImageResponse } from "next/og";
import { can } from "@/lib/can";

const Card = ({ name }: { name: string }) => <div className="card">{name}</div>;

export async function GET(req: Request) {
  if (!can(req)) {
    return new Response("Forbidden", { status: 403 });
  }
  return new ImageResponse(<Card name="a" />);
}
