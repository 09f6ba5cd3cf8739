import * as logging from "../../../logging.js";
import { scenario } from "../../../scenario.js";

export const dynamic = "force-dynamic";

export const POST = logging.withRequestLog(
  async () => {
    await scenario(logging);
    return Response.json({ done: true });
  },
  { route: "/api/node" },
);
