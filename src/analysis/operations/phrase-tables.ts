/** Tables of phrases, asked by the words of a route or a name. */
import type { Phrase } from "../../vocabulary/sensitive-actions.js";

export type PhrasesByWord = ReadonlyMap<string, readonly (readonly [number, Phrase])[]>;

/** The phrases by the word that they begin with, each with its place in the list. */
export function byFirstWord(phrases: readonly Phrase[]): PhrasesByWord {
  const byWord = new Map<string, (readonly [number, Phrase])[]>();
  phrases.forEach((phrase, index) => {
    const word = phrase.words[0]!;
    byWord.set(word, [...(byWord.get(word) ?? []), [index, phrase]]);
  });
  return byWord;
}

/** The first phrase of the table that matches; only those that begin with one of the words are tried. */
export function firstOf(
  phrases: PhrasesByWord,
  words: readonly string[],
  matches: (phrase: Phrase) => boolean,
): Phrase | undefined {
  let first: readonly [number, Phrase] | undefined;
  for (const word of new Set(words)) {
    for (const entry of phrases.get(word) ?? []) {
      if (first && entry[0] >= first[0]) break;
      if (matches(entry[1])) first = entry;
    }
  }
  return first?.[1];
}
