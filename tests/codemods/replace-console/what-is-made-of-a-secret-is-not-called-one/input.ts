import { kindOf } from "@/lib/kinds";

export async function POST(req: Request) {
  const { token, plan } = await req.json();
  console.log("asked by", kindOf(token));
  console.log("asked for", kindOf(plan));
  return Response.json({});
}
