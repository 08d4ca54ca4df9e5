/** The page's look, on screens light and dark and on paper. Colours of the forecasters after Okabe and Ito. */
export const pageStyle = `
:root {
  color-scheme: light dark;
  --ground: #ffffff; --ink: #1b1f24; --faint: #5a6370; --line: #d4d9e0; --panel: #f6f7f9;
  --baseline: #6b7280; --baselineGeometric: #8a6d3b; --lasso: #0072b2; --network: #c2410c; --trees: #15803d; --seasonal: #a3407f; --ensemble: #00805e;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #14171b; --ink: #e6e9ed; --faint: #a0a9b5; --line: #363d46; --panel: #1d2127;
    --baseline: #9ca3af; --baselineGeometric: #d1b06b; --lasso: #56b4e9; --network: #f08a52; --trees: #6fcf8e; --seasonal: #e08bc0; --ensemble: #3ecf9f;
  }
}
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 62rem; padding: 2rem 1.25rem 4rem; background: var(--ground); color: var(--ink);
  font: 16px/1.5 system-ui, sans-serif; }
h1 { font-size: 1.6rem; margin: 0 0 .25rem; }
h2 { font-size: 1.2rem; margin: 2.5rem 0 .5rem; }
p { max-width: 46rem; }
.lead { font-size: 1.1rem; }
dl.facts { display: grid; grid-template-columns: max-content 1fr; gap: .15rem 1.25rem; margin: 1rem 0; padding: .9rem 1.1rem;
  background: var(--panel); border: 1px solid var(--line); border-radius: 6px; }
dl.facts dt { color: var(--faint); }
dl.facts dd { margin: 0; overflow-wrap: anywhere; }
dl.metrics dt { font-weight: 600; }
dl.metrics dd { margin: 0 0 .4rem 0; max-width: 46rem; }
.legend { list-style: none; display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; margin: .5rem 0; padding: 0; }
.legend li { display: flex; align-items: center; gap: .35rem; }
.warning { border-left: 4px solid var(--network); padding: .2rem .9rem; background: var(--panel); }
svg { display: block; max-width: 100%; height: auto; color: var(--ink); overflow: visible; }
figure { margin: 0; break-inside: avoid; }
figcaption { font-size: .92rem; margin-bottom: .25rem; }
.series { display: grid; grid-template-columns: repeat(auto-fill, minmax(24rem, 1fr)); gap: 1.5rem 1.75rem; }
.pair { display: grid; grid-template-columns: repeat(auto-fit, minmax(24rem, 1fr)); gap: 1.5rem 1.75rem; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; margin: 1rem 0; font-size: .9rem; font-variant-numeric: tabular-nums; }
caption { text-align: left; font-weight: 600; padding-bottom: .3rem; }
th, td { padding: .18rem .6rem; text-align: right; white-space: nowrap; }
th[scope=col]:not(.number), th[scope=row], th[scope=rowgroup] { text-align: left; }
th[scope=rowgroup] { vertical-align: top; }
th[scope=row] { font-weight: 400; }
th.ensemble { font-weight: 600; }
tbody { border-top: 1px solid var(--line); break-inside: avoid; }
summary { cursor: pointer; margin-top: 1rem; }
code { font-size: .92em; }
@media print {
  :root { color-scheme: light; --ground: #fff; --ink: #000; --faint: #444; --line: #bbb; --panel: #fff;
    --baseline: #6b7280; --baselineGeometric: #8a6d3b; --lasso: #0072b2; --network: #c2410c; --trees: #15803d; --seasonal: #a3407f; --ensemble: #00805e; }
  body { max-width: none; padding: 0; font-size: 10.5pt; }
  h2 { break-after: avoid; }
  .scroll { overflow: visible; }
  details::details-content { content-visibility: visible; block-size: auto; }
}
`;
