/** The lines of a stream of text, without keeping more of it than a line. */

/** A line without its end. */
export interface TextLine {
  /** Counted from one. */
  readonly number: number;
  /** Undefined for a line longer than the limit, of which nothing is kept. */
  readonly text: string | undefined;
}

/** Lines end with a line feed, with or without a carriage return; a byte order mark is not part of the first. */
export async function* textLines(chunks: AsyncIterable<string | Uint8Array>, limit: number): AsyncGenerator<TextLine> {
  const decoder = new TextDecoder();
  let number = 1;
  let pending: string | undefined = "";
  const ended = (end: string): TextLine => {
    const text = pending === undefined || pending.length + end.length > limit ? undefined : pending + end;
    pending = "";
    return { number: number++, text: text?.endsWith("\r") ? text.slice(0, -1) : text };
  };
  for await (const chunk of chunks) {
    const [first, ...others] = (typeof chunk === "string" ? chunk : decoder.decode(chunk, { stream: true })).split("\n");
    let rest = first!;
    for (const next of others) {
      yield ended(rest);
      rest = next;
    }
    if (pending !== undefined) pending = pending.length + rest.length > limit ? undefined : pending + rest;
  }
  if (pending !== "") yield ended(decoder.decode());
}
