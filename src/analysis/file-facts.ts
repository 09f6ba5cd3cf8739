/**
 * All that is known about a file, each part made when first asked for and then kept: rules, codemods, suggestions and
 * the report ask here, so no two of them can disagree.
 */
import type { Settings } from "../settings.js";
import { openSourceFile } from "../source-file.js";
import type { SourceView } from "../source-view.js";
import { NO_NEIGHBOURS, type Neighbours } from "../neighbours.js";
import { keptWith } from "../syntax/kept-with.js";
import { caughtFailures, type CaughtFailure } from "./failures/caught-failures.js";
import { HandlerFacts } from "./handlers/handler-facts.js";
import { leaksOf, type Leak } from "./secrets/leaks.js";

export class FileFacts extends HandlerFacts {
  #caught: readonly CaughtFailure[] | undefined;
  #leaks: readonly Leak[] | undefined;

  /** Each place that catches a failure, with what becomes of it. */
  get caught(): readonly CaughtFailure[] {
    return (this.#caught ??= caughtFailures(this));
  }

  /** Each secret that a record carries. */
  get leaks(): readonly Leak[] {
    return (this.#leaks ??= leaksOf(this));
  }
}

const known = keptWith<SourceView, FileFacts>();

/** The facts of a file, shared by all that ask with the same view. */
export function factsOf(view: SourceView, settings: Settings, neighbours: Neighbours = NO_NEIGHBOURS): FileFacts {
  let facts = known.get(view);
  if (!facts || facts.file.settings !== settings || facts.file.neighbours !== neighbours) {
    known.set(view, (facts = new FileFacts(openSourceFile(view, settings, neighbours))));
  }
  return facts;
}
