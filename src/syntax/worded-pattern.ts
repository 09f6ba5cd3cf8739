/**
 * One pass over a text for all patterns that are asked of it. Each pattern names words of which every match holds one, and is
 * run only on a text that holds one of them: some forty patterns, tried one after the other, took a third of what the rules
 * cost, and most texts hold none of their words.
 *
 * The pass is an automaton (Aho and Corasick's) over all words. It does not tell upper from lower case, one kind of
 * blank or of quote from another, `:` from `,` and `)`, or any two other signs.
 */

export class WordedPattern {
  readonly pattern: RegExp;
  readonly #words: Words;
  /** The last text that it was run on: every rule asks of a file, one after the other. */
  #tried = "";
  #matches = false;

  /**
   * @param words every match holds one of them; their signs stand for their whole class
   * @param pattern without the flags `g` and `y`, which would make it remember where it was
   */
  constructor(words: readonly string[], pattern: RegExp) {
    this.pattern = pattern;
    this.#words = registerWords(words, false);
  }

  /** Whether the pattern matches somewhere in the text. */
  test(text: string): boolean {
    if (!this.mayMatch(text)) return false;
    if (this.#tried !== text) {
      this.#tried = text;
      this.#matches = this.pattern.test(text);
    }
    return this.#matches;
  }

  /** Whether the text holds one of the words: true where the pattern matches, and in some other texts. */
  mayMatch(text: string): boolean {
    return holdsWord(text, this.#words);
  }
}

/** A pattern whose every match begins where one of its words does: it is tried at those places alone. */
export class PlacedPattern {
  readonly pattern: RegExp;
  readonly #words: Words;
  readonly #sticky: RegExp;

  constructor(words: readonly string[], pattern: RegExp) {
    this.pattern = pattern;
    this.#words = registerWords(words, true);
    this.#sticky = new RegExp(pattern.source, `${pattern.flags}y`);
  }

  /** Whether the text holds one of the words. */
  mayMatch(text: string): boolean {
    return holdsWord(text, this.#words);
  }

  /** Whether the pattern matches somewhere in the text. */
  test(text: string): boolean {
    return this.some(text, () => true);
  }

  /** The first match that is accepted, by its start and its end. Matches do not overlap. */
  some(text: string, accepts: (start: number, end: number) => boolean): boolean {
    if (!holdsWord(text, this.#words)) return false;
    // Kept, as what is asked of a match may ask about another text.
    const places = this.#words.places.slice(0, this.#words.count).sort((a, b) => a - b);
    let end = 0;
    for (const place of places) {
      if (place < end) continue;
      this.#sticky.lastIndex = place;
      if (!this.#sticky.test(text)) continue;
      end = this.#sticky.lastIndex;
      if (accepts(place, end)) return true;
    }
    return false;
  }
}

interface Words {
  readonly number: number;
  readonly list: readonly string[];
  readonly placed: boolean;
  /** Where its words begin in the last text, for a pattern that is tried there; behind the count, where they began in others. */
  readonly places: number[];
  count: number;
}

const registered: Words[] = [];
/** The last text that was looked through, and a bit for each pattern: every rule asks of a file, one after the other. */
let last: string | undefined;
let found = new Int32Array(0);
/** The patterns that have places in the last text. */
const filled: Words[] = [];

function registerWords(list: readonly string[], placed: boolean): Words {
  const words: Words = { number: registered.length, list, placed, places: [], count: 0 };
  registered.push(words);
  automaton = undefined;
  return words;
}

function holdsWord(text: string, { number }: Words): boolean {
  look(text);
  return (found[number >> 5]! & (1 << (number & 31))) !== 0;
}

interface Automaton {
  /** For each state and class of character the state that follows. */
  readonly next: Uint16Array;
  /** The first of the states at which words end. */
  readonly ending: number;
  /** For each of those the patterns, a bit each. */
  readonly patterns: Int32Array;
  /** For each of those the patterns that are tried where their words begin, with the words' lengths. */
  readonly placed: readonly (readonly Placed[] | undefined)[];
}

interface Placed {
  readonly words: Words;
  readonly length: number;
}

let automaton: Automaton | undefined;

/** Few, so that the table stays in the nearest cache: letters, and the signs that tell one word from another. */
const CLASSES = 32;
const CLASS_OF = new Uint8Array(128).map((_, code) => classOf(String.fromCharCode(code)));

function classOf(char: string): number {
  if (/[a-z]/i.test(char)) return (char.charCodeAt(0) & 31) + 5;
  return [/\s/, /["'`]/, /\./, /\(/, /[:,)]/].findIndex((kind) => kind.test(char)) + 1;
}

function look(text: string): void {
  if (text === last && automaton) return;
  const { next, ending, patterns, placed } = (automaton ??= automatonOf(registered));
  const size = (registered.length + 31) >> 5;
  if (found.length === size) found.fill(0);
  else found = new Int32Array(size);
  for (const words of filled) words.count = 0;
  filled.length = 0;
  let state = 0;
  // The end of the text is one more sign, for words that end in one.
  for (let at = 0; at <= text.length; at++) {
    const code = at < text.length ? text.charCodeAt(at) : 0;
    state = next[state * CLASSES + (code < 128 ? CLASS_OF[code]! : 0)]!;
    if (state >= ending) {
      const from = (state - ending) * size;
      for (let part = 0; part < size; part++) found[part]! |= patterns[from + part]!;
      const here = placed[state - ending];
      if (here) for (const { words, length } of here) addPlace(words, at + 1 - length);
    }
  }
  last = text;
}

function addPlace(words: Words, place: number): void {
  if (words.count === 0) filled.push(words);
  words.places[words.count++] = place;
}

interface State {
  /** Its row in the table, once all states are known. */
  number: number;
  readonly next: (State | undefined)[];
  fallback: State | undefined;
  /** The patterns of which words end here, with the words' lengths. */
  readonly patterns: Map<Words, number[]>;
}

function automatonOf(all: readonly Words[]): Automaton {
  const root = newState();
  for (const words of all) for (const word of new Set(words.list)) addLengths(stateAfter(root, word), words, [word.length]);
  const states = linked(root);
  // Those at which words end come last, so that the pass needs one comparison to tell them.
  const onTheWay = states.filter(({ patterns }) => patterns.size === 0);
  const ending = onTheWay.length;
  const ordered = [...onTheWay, ...states.filter(({ patterns }) => patterns.size > 0)];
  ordered.forEach((state, index) => (state.number = index));
  const next = new Uint16Array(ordered.length * CLASSES);
  for (const state of ordered) state.next.forEach((following, kind) => (next[state.number * CLASSES + kind] = following!.number));
  const size = (all.length + 31) >> 5;
  const patterns = new Int32Array((ordered.length - ending) * size);
  const placed = ordered.slice(ending).map((state, index) => {
    for (const { number } of state.patterns.keys()) patterns[index * size + (number >> 5)]! |= 1 << (number & 31);
    const tried = [...state.patterns].filter(([words]) => words.placed);
    const here = tried.flatMap(([words, lengths]) => lengths.map((length) => ({ words, length })));
    return here.length > 0 ? here : undefined;
  });
  return { next, ending, patterns, placed };
}

function newState(): State {
  return { number: 0, next: new Array<State | undefined>(CLASSES).fill(undefined), fallback: undefined, patterns: new Map() };
}

function addLengths({ patterns }: State, words: Words, lengths: readonly number[]): void {
  patterns.set(words, [...(patterns.get(words) ?? []), ...lengths]);
}

function stateAfter(root: State, word: string): State {
  let state = root;
  for (const char of word) state = state.next[CLASS_OF[char.charCodeAt(0)]!] ??= newState();
  return state;
}

/** All states, nearest to the root first, each with all its steps: where a word breaks off, the longest that may still go on. */
function linked(root: State): State[] {
  const states = [root];
  for (let index = 0; index < states.length; index++) {
    const state = states[index]!;
    for (const [words, lengths] of state.fallback?.patterns ?? []) addLengths(state, words, lengths);
    for (let kind = 0; kind < CLASSES; kind++) {
      const below = state === root ? root : state.fallback!.next[kind]!;
      const following = state.next[kind];
      if (following) {
        following.fallback = below;
        states.push(following);
      } else state.next[kind] = below;
    }
  }
  return states;
}
