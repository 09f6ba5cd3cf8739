/** `--jobs`: how many threads a run may use. */
import { CliError } from "./cli-error.js";

const MOST_JOBS = 64;

/** @throws CliError for what is no whole number of threads */
export function readJobs(given: string | undefined): number | undefined {
  if (given === undefined) return undefined;
  const jobs = Number(given);
  if (/^\d+$/.test(given) && jobs >= 1 && jobs <= MOST_JOBS) return jobs;
  throw new CliError(`--jobs must be a whole number from 1 to ${MOST_JOBS}, but is ${given}.`);
}
