/** The style sheet of a report. Its hash stands in the report's content security policy, so it must go into the page unchanged. */
export const reportStyle = `
:root { color-scheme: light; --ink: #24292f; --pale: #57606a; --line: #d0d7de; --wash: #f6f8fa; --good: #0b6b3a; --bad: #b3261e; }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 920px; padding: 24px 20px 60px; color: var(--ink); background: #fff; font: 15px/1.5 system-ui, "DejaVu Sans", Helvetica, Arial, sans-serif; }
h1 { font-size: 24px; margin: 0 0 4px; }
h2 { font-size: 18px; margin: 36px 0 10px; padding-bottom: 4px; border-bottom: 1px solid var(--line); }
p { margin: 6px 0; }
.pale { color: var(--pale); }
.verdict { display: inline-block; padding: 2px 10px; border-radius: 12px; border: 1px solid var(--line); font-weight: 600; }
.good { color: var(--good); }
.bad { color: var(--bad); }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
th, td { padding: 5px 10px 5px 0; text-align: left; border-bottom: 1px solid var(--line); vertical-align: top; }
th { font-weight: 600; color: var(--pale); }
td.number, th.number { text-align: right; white-space: nowrap; }
svg { max-width: 100%; height: auto; display: block; margin: 8px 0; }
pre { margin: 0; padding: 10px; overflow-x: auto; background: var(--wash); border: 1px solid var(--line); font: 13px/1.5 ui-monospace, "DejaVu Sans Mono", Menlo, monospace; }
pre span { display: block; white-space: pre; }
.removed { background: #ffebe9; }
.added { background: #e6f4ea; }
.skipped { color: var(--pale); }
@media print { body { max-width: none; padding: 0; } h2 { break-after: avoid; } svg, tr { break-inside: avoid; } }
`;
