import securityLog from "@/lib/security-log";

export async function GET(req: Request) {
  return new Response("Forbidden", { status: 403 });
}
