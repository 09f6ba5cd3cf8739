import { findUser, listTeams, teamsFor } from "@/lib/teams";
import { securityLog, requestContext } from "@/lib/logging";

export async function GET(request: Request) {
  const user = await findUser(request);
  let status = 200;
  let body: unknown;
  if (!user) {
    status = 401;
    body = { error: "Unauthorized" };
  } else {
    body = await listTeams(user);
  }
  if (status >= 401) {
    securityLog.warn("access.check", {
      actor: "anon",
      route: "GET /api/teams",
      outcome: "denied",
      reason: "unauthenticated",
      ...requestContext(request),
    });
  }
  return Response.json(body, { status });
}

export async function POST(request: Request) {
  const user = await findUser(request);
  const role = user?.role;
  let status;
  if (role === "owner") status = 201;
  else status = 403;
  const answer = status === 201 ? await teamsFor(request) : null;
  if (status >= 403) {
    securityLog.warn("access.check", {
      actor: "anon",
      route: "POST /api/teams",
      outcome: "denied",
      reason: "forbidden",
      ...requestContext(request),
    });
  }
  return Response.json(answer, { status });
}

export async function PUT(request: Request) {
  const user = await findUser(request);
  let status = 200;
  if (!user) {
    console.warn("nobody is signed in");
    status = 401;
  }
  return Response.json(null, { status });
}
