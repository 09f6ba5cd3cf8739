import { auth } from "@/lib/auth";
import { seal, send, sweep } from "@/lib/parcels";

export async function POST(req: Request) {
  const session = await auth();
  const { act, id } = await req.json();
  switch (act) {
    case "send":
      return Response.json(await send(id, session.user.id));
    case "sweep": // slow
      await sweep(id);
      return Response.json(await send(id, session.user.id));
    case "sort":
      const order = await sweep(id);
      return Response.json(await send(order, session.user.id));
    case "seal": {
      return Response.json(await seal(id));
    }
    default:
      return Response.json(await seal(id));
  }
}
