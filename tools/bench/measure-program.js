/** Child process: runs a program of ours in this process and writes to descriptor 3 the memory that it took at its peak. */
import { writeSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [, , program, ...args] = process.argv;
process.on("exit", () => writeSync(3, JSON.stringify({ megabytes: process.resourceUsage().maxRSS / 1024 })));
process.argv = [process.execPath, /** @type {string} */ (program), ...args];
await import(pathToFileURL(/** @type {string} */ (program)).href);
