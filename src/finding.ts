/** What a rule finds in a file, and what can be done about it: the one currency of rules, suggestions and codemods. */
import type { Range } from "./syntax/ast.js";

/** Replaces the text between two offsets; an insertion has an empty range. */
export interface Edit {
  readonly range: Range;
  readonly text: string;
}

/** A name that an edit's text uses and the file must import. */
export interface ImportNeed {
  /** Module specifier as it is written in the file. */
  readonly module: string;
  readonly name: string;
  /** The name under which the file will have it. */
  readonly local: string;
}

export type Plan =
  | { readonly edits: readonly Edit[]; readonly imports: readonly ImportNeed[] }
  /** No edit is safe here; the reason is shown to the user. */
  | { readonly skipped: string };

export interface Remedy {
  /** Message of the suggestion, one of the rule's messages. */
  readonly messageId: string;
  readonly data?: Readonly<Record<string, string>>;
  /** Made only when someone asks: an editor for its suggestions, a codemod for its edits. */
  readonly plan: () => Plan;
}

export interface Finding {
  readonly messageId: string;
  readonly data: Readonly<Record<string, string>>;
  readonly range: Range;
  readonly remedies: readonly Remedy[];
}
