import { auth } from "@/auth";
import { mayRead } from "@/lib/rights";
import { securityLog, requestContext } from "@/lib/logging";

export async function GET(req: Request) {
  const session = await auth();
  if (!session) {
    return Response.json({ error: "Not allowed" }, { status: 403 });
  }
  const allowed = await mayRead(req);
  if (!allowed) {
    return Response.json({ error: "Not allowed" }, { status: 403 });
  }
  if (!session.user) {
    console.info("no user");
  } else {
    return Response.json({ error: "Not for users" }, { status: 403 });
  }
  return Response.json([]);
}

export async function POST(req: Request) {
  const header = req.headers.get("authorization");
  if (!header) {
    return Response.json({ error: "You must provide authentication credentials" }, { status: 401 });
  }
  if (header !== process.env.REPORTS_KEY) {
    return Response.json({ error: "Bad credentials" }, { status: 401 });
  }
  return Response.json([]);
}

export async function PATCH(req: Request) {
  const session = await auth();
  if (!session) {
    return Response.json({ error: "Unauthorized" }, { status: 401 });
  } else if (session.user.role !== "editor") {
    return Response.json({ error: "Unauthorized" }, { status: 401 });
  }
  return Response.json([]);
}

export async function PUT(req: Request) {
  const session = await auth();
  if (!session || session.user.role !== "editor") {
    return Response.json({ error: "Unauthorized" }, { status: 401 });
  }
  return Response.json([]);
}
