/**
 * All that is known about a file, each part made when first asked for and then kept: rules, codemods, suggestions and
 * the report ask here, so no two of them can disagree.
 */
import { findHandlers } from "../frameworks/index.js";
import type { HandlerSite } from "../frameworks/framework.js";
import type { Settings } from "../settings.js";
import { openSourceFile, type SourceFile } from "../source-file.js";
import type { SourceView } from "../source-view.js";
import { NO_NEIGHBOURS, type Neighbours } from "../neighbours.js";
import { keptWith } from "../syntax/kept-with.js";
import { caughtFailures, type CaughtFailure } from "./caught-failures.js";
import { flowOf, type HandlerFlow } from "./handler-flow.js";
import { withMounts } from "./mounted-handlers.js";
import { leaksOf, type Leak } from "./leaks.js";
import { sensitivityOf, type Sensitivity } from "./sensitivity.js";

export class FileFacts {
  readonly file: SourceFile;
  #handlers: readonly HandlerSite[] | undefined;
  #caught: readonly CaughtFailure[] | undefined;
  #leaks: readonly Leak[] | undefined;
  readonly #flows = new Map<HandlerSite, HandlerFlow>();
  readonly #sensitivities = new Map<HandlerSite, Sensitivity | undefined>();

  constructor(file: SourceFile) {
    this.file = file;
  }

  /** The functions of the file that a framework calls with a request, in source order. */
  get handlers(): readonly HandlerSite[] {
    return (this.#handlers ??= withMounts(findHandlers(this.file), this.file));
  }

  /** How a handler ends: its exits, and what was recorded on the way to each. */
  flow(handler: HandlerSite): HandlerFlow {
    let flow = this.#flows.get(handler);
    if (!flow) this.#flows.set(handler, (flow = flowOf(handler, this.file, this.handlers)));
    return flow;
  }

  /** Why a handler is sensitive; undefined for one that is not. */
  sensitivity(handler: HandlerSite): Sensitivity | undefined {
    if (!this.#sensitivities.has(handler)) this.#sensitivities.set(handler, sensitivityOf(handler, this.file, this.handlers));
    return this.#sensitivities.get(handler);
  }

  /** Each place that catches a failure, with what becomes of it. */
  get caught(): readonly CaughtFailure[] {
    return (this.#caught ??= caughtFailures(this));
  }

  /** Each secret that a record carries. */
  get leaks(): readonly Leak[] {
    return (this.#leaks ??= leaksOf(this.file));
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
