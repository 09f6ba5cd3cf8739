#!/usr/bin/env node
/** The binary. All that it does is in command-line.ts, which tests call in process. */
import { main } from "./command-line.js";
import { processIo } from "./io.js";
import { optimiseLater } from "./optimise-later.js";

optimiseLater(process.versions.node);
process.exitCode = await main(process.argv.slice(2), processIo());
