/** What the command line needs of the codemods; a test gives its own. */
export type { AppliedSite, FileChange, SkippedSite } from "../../codemods/run-codemods.js";

export type Codemods = Pick<typeof import("../../codemods/run-codemods.js"), "CODEMODS" | "isCandidate" | "runCodemods">;
