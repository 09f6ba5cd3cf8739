/** Durations of whole seconds as the formats and people write them. */
const UNITS = [
  { seconds: 3_600, letter: "h", word: "hour" },
  { seconds: 60, letter: "m", word: "minute" },
  { seconds: 1, letter: "s", word: "second" },
] as const;

/** `5m`, `24h`: a number and the largest unit that measures it without a rest; hours at most, as not every format has days. */
export function shortDuration(seconds: number): string {
  const { count, unit } = measured(seconds);
  return `${count}${unit.letter}`;
}

/** `5 minutes`, `1 hour`. */
export function durationInWords(seconds: number): string {
  const { count, unit } = measured(seconds);
  return `${count} ${unit.word}${count === 1 ? "" : "s"}`;
}

function measured(seconds: number) {
  const unit = UNITS.find((candidate) => seconds % candidate.seconds === 0)!;
  return { count: seconds / unit.seconds, unit };
}
