/** The verdict files: JSON lines, the first of which says how the sample was drawn. */

/** @import { Judgement } from "./sample.js" */

/**
 * @typedef {object} Drawn
 * @property {string} rule
 * @property {string} date of the draw, as YYYY-MM-DD
 * @property {number} seed
 * @property {string} command without the folders, which are another's on each machine
 * @property {Record<string, { findings: number, commit?: string }>} repositories all that were read, those without findings too
 */

/** @typedef {{ drawn: Drawn, judgements: Judgement[] }} Verdicts */

/**
 * @param {Verdicts} verdicts
 * @returns {string}
 */
export function writeVerdicts({ drawn, judgements }) {
  return `${[drawn, ...judgements].map((line) => JSON.stringify(line)).join("\n")}\n`;
}

/**
 * @param {string} text
 * @param {string} file how errors call it
 * @returns {Verdicts}
 * @throws when a line is no JSON, or a verdict is none of the three
 */
export function readVerdicts(text, file) {
  const [drawn, ...judgements] = text.split("\n").flatMap((line, index) => {
    if (line.trim() === "") return [];
    try {
      return [JSON.parse(line)];
    } catch {
      throw new Error(`${file}:${index + 1} is no JSON.`);
    }
  });
  if (!drawn?.rule || !drawn.repositories) throw new Error(`${file}: the first line must say how the sample was drawn.`);
  for (const [index, { verdict }] of judgements.entries()) {
    if (verdict !== null && verdict !== "right" && verdict !== "wrong") {
      throw new Error(`${file}:${index + 2}: the verdict must be "right", "wrong" or null, but is ${JSON.stringify(verdict)}.`);
    }
  }
  return { drawn, judgements };
}

const HEAD = ["rule", "repositories", "findings", "judged", "right", "wrong", "precision", "date", "command"];

/**
 * @param {readonly Verdicts[]} all
 * @returns {(string | number)[][]} rows, the head first
 */
export function accuracyRows(all) {
  const sorted = [...all].sort((a, b) => (a.drawn.rule < b.drawn.rule ? -1 : 1));
  return [
    HEAD,
    ...sorted.map(({ drawn, judgements }) => {
      const right = judgements.filter(({ verdict }) => verdict === "right").length;
      const wrong = judgements.filter(({ verdict }) => verdict === "wrong").length;
      const judged = right + wrong;
      const found = Object.values(drawn.repositories);
      return [
        `[${drawn.rule}](rules/${drawn.rule}.md)`,
        found.length,
        found.reduce((sum, { findings }) => sum + findings, 0),
        judged < judgements.length ? `${judged} of ${judgements.length}` : judged,
        right,
        wrong,
        judged === 0 ? "not judged" : `${((right / judged) * 100).toFixed(1)} %`,
        drawn.date,
        `\`${drawn.command}\``,
      ];
    }),
  ];
}

export const START = "<!-- accuracy: written by npm run accuracy -- table -->";
export const END = "<!-- /accuracy -->";

/**
 * @param {string} page
 * @param {string} table
 * @throws when the page lacks the markers
 */
export function betweenMarkers(page, table) {
  const start = page.indexOf(START);
  const end = page.indexOf(END);
  if (start < 0 || end < start) throw new Error(`The page needs the lines ${START} and ${END}.`);
  return `${page.slice(0, start + START.length)}\n\n${table}\n${page.slice(end)}`;
}
