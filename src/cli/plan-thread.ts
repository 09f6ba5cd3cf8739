/** What a thread of `fix` runs: it plans parts of the job until all are taken. */
import { parentPort, workerData } from "node:worker_threads";
import * as codemods from "../../codemods/run-codemods.js";
import { planNext, type PlanJob } from "./plan-files.js";

const job = workerData as PlanJob;
for (let part = planNext(job, codemods); part; part = planNext(job, codemods)) parentPort!.postMessage(part);
