/** For runtimes with a command line. `broken` is told where standard output is full or closed. */
import * as logging from "./logging.js";
import { scenario } from "./scenario.js";

const { configureLogging, flush, securityLog, withRequestLog } = logging;
const pause = () => new Promise((resolve) => setTimeout(resolve, 20));

if (!process.argv.includes("broken")) {
  await scenario(logging);
} else {
  const handle = withRequestLog(async () => {
    securityLog.info("data.read");
    return new Response("yes");
  });
  let answered = 0;
  for (let index = 0; index < 20; index++) {
    if ((await handle(new Request("https://shop.example/"))).status === 200) answered++;
    await pause();
  }
  await flush();
  configureLogging({ sinks: [(line) => void process.stderr.write(`${line}\n`)] });
  securityLog.info("config.change", { answered });
}
