/** What a thread of `fix` and `report` runs: it does parts of the job until all are taken. */
import { parentPort, workerData } from "node:worker_threads";
import { nextPart, type FileWork, type QueueJob, type Treat } from "./file-queue.js";

const job = workerData as QueueJob;
const treat = await treatmentOf(job.work);
for (let part = nextPart(job, treat); part; part = nextPart(job, treat)) parentPort!.postMessage(part);

async function treatmentOf(work: FileWork): Promise<Treat<unknown>> {
  switch (work.kind) {
    case "plan": {
      const [codemods, { planFile }] = await Promise.all([import("../../codemods/run-codemods.js"), import("./plan-file.js")]);
      return (file, settings) => planFile(file, settings, { codemods, ...work });
    }
    case "survey": {
      const { surveyOne } = await import("./survey-one.js");
      return (file, settings) => surveyOne(file, settings, work);
    }
  }
}
