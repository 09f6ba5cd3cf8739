/** The look and the few scripted comforts of the HTML report. Nothing is fetched, and nothing needs the script. */

/** Colours have a contrast of 4.5 to 1 or more with what they stand on, in both schemes; no meaning hangs on a colour alone. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --page: #f6f7f9; --card: #ffffff; --ink: #1a2230; --quiet: #566072; --line: #d9dee6; --link: #0b5cad;
  --good: #14703a; --good-soft: #d9f2e1; --bad: #b3261e; --bad-soft: #fbe0dd; --some: #8a5300; --some-soft: #fdeccb;
  --none-soft: #e9ecf1; --code: #f1f3f6;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --page: #10141b; --card: #181e28; --ink: #e6eaf0; --quiet: #a3adbd; --line: #2c3544; --link: #7cb8ff;
    --good: #6fd195; --good-soft: #12351f; --bad: #ff9c92; --bad-soft: #451a17; --some: #f3c16b; --some-soft: #3b2b0d;
    --none-soft: #252d3a; --code: #121821;
  }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--ink); font: 15px/1.5 system-ui, sans-serif; }
main, header > div { max-width: 76rem; margin: 0 auto; padding: 0 1.25rem; }
header { background: var(--card); border-bottom: 1px solid var(--line); padding: 1.5rem 0 1.25rem; }
h1 { font-size: 1.5rem; margin: 0 0 1rem; letter-spacing: -0.01em; }
h2 { font-size: 1.15rem; margin: 2.25rem 0 0.75rem; }
h3 { font-size: 1rem; margin: 0; }
p { margin: 0.25rem 0 0.75rem; }
a { color: var(--link); }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
code, pre { font: 13px/1.5 ui-monospace, "SF Mono", Menlo, Consolas, monospace; }
.quiet { color: var(--quiet); }
.numbers { display: grid; grid-template-columns: repeat(auto-fit, minmax(10rem, 1fr)); gap: 1rem; margin: 0; padding: 0; list-style: none; }
.numbers li { border-left: 3px solid var(--line); padding-left: 0.75rem; }
.numbers strong { display: block; font-size: 1.7rem; line-height: 1.2; font-variant-numeric: tabular-nums; }
.meter { height: 0.5rem; border-radius: 1rem; background: var(--bad-soft); overflow: hidden; margin-top: 0.35rem; }
.meter span { display: block; height: 100%; background: var(--good); }
.filters { display: flex; flex-wrap: wrap; gap: 0.75rem 1.25rem; align-items: end; margin: 1.25rem 0 0; }
.filters label { display: grid; gap: 0.2rem; font-size: 0.85rem; color: var(--quiet); }
.filters input, .filters select { font: inherit; color: var(--ink); background: var(--card); border: 1px solid var(--quiet); border-radius: 0.4rem; padding: 0.35rem 0.55rem; min-width: 11rem; height: 2.25rem; }
.filters output { color: var(--quiet); padding-bottom: 0.4rem; }
html:not(.scripted) .filters { display: none; }
.legend { display: flex; flex-wrap: wrap; gap: 0.35rem 1.25rem; padding: 0; margin: 0 0 1rem; list-style: none; font-size: 0.85rem; }
.group { margin: 0 0 1.25rem; }
.group h3 { display: flex; gap: 0.75rem; align-items: baseline; margin-bottom: 0.5rem; }
.group h3 .quiet { font-weight: normal; font-size: 0.85rem; }
.map { display: grid; grid-template-columns: repeat(auto-fill, minmax(17rem, 1fr)); gap: 0.6rem; margin: 0; padding: 0; list-style: none; }
.tile { background: var(--card); border: 1px solid var(--line); border-left: 5px solid var(--quiet); border-radius: 0.5rem; padding: 0.6rem 0.75rem; min-width: 0; }
.tile.bad { border-left-color: var(--bad); }
.tile.some { border-left-color: var(--some); }
.tile.good { border-left-color: var(--good); }
.tile code { display: block; overflow-wrap: anywhere; font-weight: 600; }
.tile .where { font-size: 0.8rem; overflow-wrap: anywhere; }
.outcomes { display: flex; flex-wrap: wrap; gap: 0.3rem; margin: 0.4rem 0 0; padding: 0; list-style: none; font-size: 0.8rem; }
.finding .mark { font-size: 0.8rem; font-weight: 600; }
.mark { border-radius: 0.35rem; padding: 0.05rem 0.45rem; background: var(--none-soft); white-space: nowrap; }
.mark.good { background: var(--good-soft); color: var(--good); }
.mark.bad { background: var(--bad-soft); color: var(--bad); }
.mark.some { background: var(--some-soft); color: var(--some); }
.finding, .file { background: var(--card); border: 1px solid var(--line); border-radius: 0.5rem; margin: 0 0 0.75rem; }
.finding { padding: 0.8rem 1rem; }
.finding h4 { margin: 0; font-size: 1rem; display: flex; flex-wrap: wrap; gap: 0.3rem 0.75rem; align-items: baseline; overflow-wrap: anywhere; }
.finding p { margin: 0.35rem 0; overflow-wrap: anywhere; }
pre { margin: 0.5rem 0 0; padding: 0.6rem 0.8rem; background: var(--code); border-radius: 0.4rem; overflow-x: auto; }
summary { cursor: pointer; color: var(--link); }
/* Each line as wide as the widest, so that the colour behind it does not end where the box does. */
.diff { display: grid; grid-template-columns: minmax(max-content, 1fr); }
.diff .add { background: var(--good-soft); color: var(--good); }
.diff .cut { background: var(--bad-soft); color: var(--bad); }
.diff .at { color: var(--quiet); }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; background: var(--card); width: 100%; font-size: 0.9rem; }
th, td { text-align: left; padding: 0.4rem 0.7rem; border-bottom: 1px solid var(--line); vertical-align: top; }
td:last-child { min-width: 16rem; overflow-wrap: anywhere; }
th { color: var(--quiet); font-weight: 600; }
[hidden] { display: none !important; }
footer { max-width: 76rem; margin: 2.5rem auto 3rem; padding: 0 1.25rem; font-size: 0.85rem; }
@media (max-width: 30rem) { .filters label, .filters output { width: 100%; } }
@media print {
  :root { color-scheme: light; --page: #ffffff; }
  .filters { display: none; }
  .finding, .tile { break-inside: avoid; }
  h2, h3 { break-after: avoid; }
  details::details-content { content-visibility: visible; }
  pre { white-space: pre-wrap; overflow-wrap: anywhere; }
  .diff { grid-template-columns: minmax(0, 1fr); }
}
`;

/** Narrows what is shown. Each thing that can be hidden says in `data-find`, `data-rule` and `data-category` what it is. */
export const SCRIPT = `
document.documentElement.classList.add("scripted");
const words = document.getElementById("words");
const rule = document.getElementById("rule");
const category = document.getElementById("category");
const state = document.getElementById("state");
const shown = document.getElementById("shown");
const things = [...document.querySelectorAll("[data-find]")];
function narrow() {
  const wanted = words.value.trim().toLowerCase().split(/\\s+/).filter(Boolean);
  let count = 0;
  for (const thing of things) {
    const { find, rule: ofRule, category: ofCategory, state: inState } = thing.dataset;
    const fits =
      wanted.every((word) => find.includes(word)) &&
      (!rule.value || ofRule === undefined || ofRule === rule.value) &&
      (!category.value || ofCategory === undefined || ofCategory === category.value) &&
      (!state.value || inState === undefined || inState === state.value);
    thing.hidden = !fits;
    if (fits) count++;
  }
  for (const group of document.querySelectorAll("[data-group]")) group.hidden = !group.querySelector("[data-find]:not([hidden])");
  shown.textContent = count + " of " + things.length + " routes and findings shown";
}
for (const control of [words, rule, category, state]) control.addEventListener("input", narrow);
narrow();
`;
