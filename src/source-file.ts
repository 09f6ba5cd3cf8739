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

/** Walks the file once: when its outline is first asked for, or at once where the walk has a bare tree to finish. */
export function openSourceFile(view: SourceView, settings: Settings, neighbours: Neighbours = NO_NEIGHBOURS): SourceFile {
  return new OpenFile(view, settings, neighbours);
}

/** The same file, of which no analysis remembers anything yet. */
export function withoutAnswers(file: SourceFile): SourceFile {
  return new OpenFile(file.view, file.settings, file.neighbours, file);
}

class OpenFile implements SourceFile {
  readonly view: SourceView;
  readonly bindings: Bindings;
  readonly settings: Settings;
  readonly neighbours: Neighbours;
  #outline: Outline | undefined;

  /** @param known the same file, opened before: its tree has been walked, and is not walked again */
  constructor(view: SourceView, settings: Settings, neighbours: Neighbours, known?: SourceFile) {
    this.view = view;
    this.bindings = known?.bindings ?? new Bindings(view);
    this.settings = settings;
    this.neighbours = neighbours;
    this.#outline = known ? known.outline : view.bare ? outlineOf(view.ast, true) : undefined;
  }

  get outline(): Outline {
    return (this.#outline ??= outlineOf(this.view.ast, false));
  }
}
