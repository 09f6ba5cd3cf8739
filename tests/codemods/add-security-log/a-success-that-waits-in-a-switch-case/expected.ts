import { auth } from "@/lib/auth";
import { seal, send, sweep } from "@/lib/parcels";
import { securityLog, requestContext } from "@/lib/logging";

export async function POST(req: Request) {
  const session = await auth();
  const { act, id } = await req.json();
  switch (act) {
    case "send": {
      const response = Response.json(await send(id, session.user.id));
      securityLog.info("billing.refund", {
        actor: session.user.id,
        route: "POST /api/admin/refunds",
        outcome: "success",
        ...requestContext(req),
      });
      return response;
    }
    case "sweep": { // slow
      await sweep(id);
      const response = Response.json(await send(id, session.user.id));
      securityLog.info("billing.refund", {
        actor: session.user.id,
        route: "POST /api/admin/refunds",
        outcome: "success",
        ...requestContext(req),
      });
      return response;
    }
    case "sort":
      const order = await sweep(id);
      securityLog.info("billing.refund", {
        actor: session.user.id,
        route: "POST /api/admin/refunds",
        outcome: "success",
        ...requestContext(req),
      });
      return Response.json(await send(order, session.user.id));
    case "seal": {
      const response = Response.json(await seal(id));
      securityLog.info("billing.refund", {
        actor: session?.user?.id ?? "anon",
        route: "POST /api/admin/refunds",
        outcome: "success",
        ...requestContext(req),
      });
      return response;
    }
    default: {
      const response = Response.json(await seal(id));
      securityLog.info("billing.refund", {
        actor: session?.user?.id ?? "anon",
        route: "POST /api/admin/refunds",
        outcome: "success",
        ...requestContext(req),
      });
      return response;
    }
  }
}
