/**
 * The style sheet of a report. Its hash stands in the report's content security policy, so it must go into the page unchanged.
 * Verdicts are told by a sign and a word, changes by + and -: colours only help, and those used stay apart for the colour-blind.
 */
export const reportStyle = `
:root { color-scheme: light; --ink: #24292f; --pale: #57606a; --line: #d0d7de; --wash: #f6f8fa; --good: #0b5a8a; --bad: #a33c00; --trained: #0072b2; }
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body { margin: 0 auto; max-width: 920px; padding: 24px 20px 60px; color: var(--ink); background: #fff; font: 16px/1.5 system-ui, "DejaVu Sans", Helvetica, Arial, sans-serif; }
h1 { font-size: 26px; line-height: 1.25; margin: 0 0 4px; overflow-wrap: anywhere; }
h2 { font-size: 20px; margin: 40px 0 12px; padding-bottom: 4px; border-bottom: 1px solid var(--line); }
p { margin: 8px 0; overflow-wrap: anywhere; }
.pale, figcaption { color: var(--pale); }
figcaption { font-size: 14px; }
.verdict { display: inline-block; padding: 2px 10px; border-radius: 12px; border: 2px solid currentColor; font-weight: 600; white-space: nowrap; }
.good { color: var(--good); font-weight: 600; white-space: nowrap; }
.bad { color: var(--bad); font-weight: 600; white-space: nowrap; }
.nowrap { white-space: nowrap; }
.figures { display: flex; flex-wrap: wrap; gap: 8px 32px; margin: 16px 0; }
.figures div { min-width: 90px; }
dt { color: var(--pale); font-size: 14px; }
dd { margin: 0; font-size: 18px; font-weight: 600; font-variant-numeric: tabular-nums; }
nav ul { display: flex; flex-wrap: wrap; gap: 4px 16px; margin: 16px 0 0; padding: 8px 0; list-style: none; border-top: 1px solid var(--line); border-bottom: 1px solid var(--line); }
nav a { display: inline-block; padding: 4px 0; color: var(--trained); }
a:focus-visible, .scroll:focus-visible { outline: 3px solid var(--trained); outline-offset: 2px; }
.scroll { overflow-x: auto; margin: 10px 0; }
table { border-collapse: collapse; width: 100%; font-size: 15px; font-variant-numeric: tabular-nums; }
th, td { padding: 6px 14px 6px 0; text-align: left; border-bottom: 1px solid var(--line); vertical-align: top; font-weight: 400; }
thead th { font-weight: 600; color: var(--pale); font-size: 14px; vertical-align: bottom; }
tbody th { font-weight: 600; }
.number { text-align: right; white-space: nowrap; }
thead .number { white-space: normal; }
figure { margin: 14px 0; }
svg { max-width: 100%; height: auto; display: block; }
.scroll > svg { max-width: none; }
.narrow { display: none; }
pre { margin: 0; padding: 10px; background: var(--wash); border: 1px solid var(--line); font: 14px/1.5 ui-monospace, "DejaVu Sans Mono", Menlo, monospace; width: max-content; min-width: 100%; }
pre span, pre ins, pre del { display: block; white-space: pre; text-decoration: none; }
del { background: #fde8d3; }
ins { background: #dcecf7; }
.skipped { color: var(--pale); }
li { margin: 6px 0; overflow-wrap: anywhere; }
@media (max-width: 600px) {
  body { padding: 16px 12px 40px; }
  h1 { font-size: 22px; }
  .wide { display: none; }
  .narrow { display: block; }
  nav a { padding: 8px 0; }
  .scroll > table { width: max-content; min-width: 100%; }
  .scroll td, .scroll tbody th { max-width: 150px; }
}
@media print {
  body { max-width: none; padding: 0; font-size: 11pt; }
  nav { display: none; }
  .wide { display: block; }
  .narrow { display: none; }
  .scroll { overflow: visible; }
  .scroll > svg { max-width: 100%; }
  table { font-size: 9pt; }
  thead th { font-size: 8.5pt; }
  th, td { padding: 3px 8px 3px 0; }
  pre { font-size: 9pt; width: auto; }
  pre, pre span, pre ins, pre del { white-space: pre-wrap; }
  h2 { margin-top: 24px; break-after: avoid; }
  figure, svg, tr, li { break-inside: avoid; }
  del, ins { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
`;
