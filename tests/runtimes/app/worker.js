import * as logging from "./logging.js";
import { scenario } from "./scenario.js";

export default {
  fetch: logging.withRequestLog(async (req, env, ctx) => {
    await scenario(logging);
    return new Response("done");
  }),
};
