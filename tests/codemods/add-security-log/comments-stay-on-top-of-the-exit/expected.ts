import { can } from "@/lib/can";
import { securityLog, requestContext } from "@/lib/logging";

export async function GET(req: Request) {
  if (!can(req)) {
    meter.count(req);

    securityLog.warn("access.check", {
      actor: "anon",
      route: "GET /api/reports",
      outcome: "denied",
      reason: "forbidden",
      ...requestContext(req),
    });
    /*
     * Say nothing more: the list of reports is itself confidential.
     */
    // @ts-expect-error the helper is not typed
    return forbidden(403, { status: 403 });
  }
  // eslint-disable-next-line no-restricted-syntax
  return Response.json([]);
}

function forbidden(status: number, init: ResponseInit): Response {
  return new Response("Forbidden", init);
}
