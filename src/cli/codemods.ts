/** What the command line needs of the codemods; a test gives its own. */
export type { FileChange } from "../../codemods/run-codemods.js";
export type { AppliedSite, SkippedSite } from "../../codemods/rounds.js";

/** The part of the codemods' entry that is called; handed in by Io, since it brings the rules and the parser along. */
export type Codemods = Pick<typeof import("../../codemods/run-codemods.js"), "CODEMODS" | "isCandidate" | "runCodemods">;
