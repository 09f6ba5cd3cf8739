import { NO_NEIGHBOURS, type Neighbours } from "./neighbours.js";
import { Bindings } from "./scope/bindings.js";
import type { Settings } from "./settings.js";
import type { SourceView } from "./source-view.js";
import { outlineOf, type Outline } from "./syntax/outline.js";

/** A file as every analysis sees it: its view, its outline, its bindings, and the settings that apply to it. */
export interface SourceFile {
  readonly view: SourceView;
  readonly outline: Outline;
  readonly bindings: Bindings;
  readonly settings: Settings;
  /** What may be asked of the files that it imports. */
  readonly neighbours: Neighbours;
}

/** Walks the file once. Scopes stay unmade until a binding is asked for. */
export function openSourceFile(view: SourceView, settings: Settings, neighbours: Neighbours = NO_NEIGHBOURS): SourceFile {
  return { view, outline: outlineOf(view.ast, view.bare), bindings: new Bindings(view), settings, neighbours };
}
