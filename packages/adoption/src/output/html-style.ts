/** The style of the report: one column, both colour schemes, legible on a phone and on paper. */
export const STYLE = `
:root { color-scheme: light dark; --ground: #fff; --ink: #18212b; --soft: #59636e; --rule: #d8dee4; --panel: #f6f8fa; --streaming: #0b7a6f; --eager: #8792a2; --legacy: #c2410c; --unresolved: #7c3aed; }
@media (prefers-color-scheme: dark) { :root { --ground: #0f141a; --ink: #e6ebf0; --soft: #9aa6b2; --rule: #2b343e; --panel: #171e26; --streaming: #2bbfae; --eager: #76849a; --legacy: #f08a4b; --unresolved: #b294f5; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 68rem; padding: 1.5rem 1rem 4rem; background: var(--ground); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; }
h1 { margin: 0; font-size: 1.25rem; }
h2 { margin: 2.5rem 0 .75rem; font-size: 1.1rem; }
.share { margin: .25rem 0 0; font-size: 3.5rem; font-weight: 700; line-height: 1.15; font-variant-numeric: tabular-nums; }
.remark, .when { color: var(--soft); font-size: .9rem; }
.when { margin: .25rem 0 0; }
dl { display: flex; flex-wrap: wrap; gap: .75rem; margin: 1rem 0 0; }
dl div { flex: 1 1 8rem; padding: .6rem .8rem; border: 1px solid var(--rule); border-top: 4px solid var(--rule); border-radius: 6px; background: var(--panel); }
dl div.streaming { border-top-color: var(--streaming); } dl div.eager { border-top-color: var(--eager); } dl div.legacy { border-top-color: var(--legacy); } dl div.unresolved { border-top-color: var(--unresolved); }
dt { color: var(--soft); font-size: .85rem; }
dd { margin: 0; font-size: 1.5rem; font-weight: 600; font-variant-numeric: tabular-nums; }
.scroll { overflow-x: auto; }
table { width: 100%; border-collapse: collapse; font-size: .9rem; }
caption { padding: .5rem 0; text-align: left; color: var(--soft); }
th, td { padding: .45rem .6rem; border-bottom: 1px solid var(--rule); text-align: left; font-weight: 400; vertical-align: middle; }
thead th { color: var(--soft); font-size: .8rem; white-space: nowrap; }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.wide { width: 30%; min-width: 7rem; }
.whole, .whole code { white-space: nowrap; overflow-wrap: normal; }
code { font: .85em ui-monospace, monospace; overflow-wrap: anywhere; }
tbody th code { display: inline-block; min-width: 9rem; }
.bar { display: block; width: 100%; height: .7rem; border-radius: 3px; background: var(--panel); }
rect.streaming { fill: var(--streaming); } rect.eager { fill: var(--eager); } rect.legacy { fill: var(--legacy); }
.total .bar { height: 1rem; margin-top: 1rem; }
.trend { display: block; width: 100%; height: auto; }
.trend text { fill: var(--soft); font-size: 13px; }
.trend .grid { stroke: var(--rule); } .trend .line { fill: none; stroke: var(--streaming); stroke-width: 2.5; stroke-linejoin: round; }
.trend .area { fill: var(--streaming); opacity: .14; } .trend .point { fill: var(--streaming); stroke: var(--ground); stroke-width: 1.5; }
.kind { white-space: nowrap; } .kind::before { content: ""; display: inline-block; width: .7em; height: .7em; margin-right: .45em; border-radius: 2px; background: currentColor; }
.kind.streaming { color: var(--streaming); } .kind.eager { color: var(--soft); } .kind.legacy { color: var(--legacy); } .kind.unresolved { color: var(--unresolved); }
form { display: flex; flex-wrap: wrap; gap: .5rem 1.25rem; align-items: center; margin-bottom: .75rem; font-size: .9rem; }
form[hidden], tr[hidden] { display: none; }
fieldset { display: flex; flex-wrap: wrap; gap: .25rem .9rem; margin: 0; padding: 0; border: 0; } legend { float: left; margin-right: .9rem; padding: 0; }
input[type=search] { width: 18rem; max-width: 100%; padding: .35rem .5rem; border: 1px solid var(--eager); border-radius: 6px; background: var(--ground); color: inherit; font: inherit; }
summary { cursor: pointer; } :focus-visible { outline: 2px solid var(--streaming); outline-offset: 2px; }
@media (min-width: 900px) { .trend text { font-size: 10px; } }
@media (max-width: 560px) { .trend text { font-size: 24px; } .share { font-size: 2.75rem; } th, td { padding: .4rem; } .wide { min-width: 5rem; } #sites tbody th code { min-width: 15rem; } #sites td { min-width: 7rem; } }
@media print { form { display: none; } .scroll { overflow: visible; } }
`;
