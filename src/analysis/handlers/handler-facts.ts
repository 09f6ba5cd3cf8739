/** What is known of a file's handlers, each part made when first asked for and then kept. */
import { findHandlers } from "../../frameworks/index.js";
import type { HandlerSite } from "../../frameworks/framework.js";
import type { SourceFile } from "../../source-file.js";
import { isForDevelopmentAlone } from "./development-only.js";
import { flowOf, type HandlerFlow } from "./handler-flow.js";
import { withMounts } from "./mounted-handlers.js";
import type { Sensitivity } from "../operations/sensitive-act.js";
import { sensitivityOf } from "../operations/sensitivity.js";

export class HandlerFacts {
  readonly file: SourceFile;
  #handlers: readonly HandlerSite[] | undefined;
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
    if (!this.#sensitivities.has(handler)) {
      const found = sensitivityOf(handler, this.file, this.handlers);
      this.#sensitivities.set(handler, found && isForDevelopmentAlone(handler, this.file) ? undefined : found);
    }
    return this.#sensitivities.get(handler);
  }
}
