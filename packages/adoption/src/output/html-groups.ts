import type { SiteCounts } from "../scan/tally.js";
import { escapeControls } from "./escape-controls.js";
import { formatShare } from "./format-share.js";
import { EMPTY_HTML, html, type Html } from "./html.js";
import { type GroupTable, sumOf } from "./report-tables.js";

const PLURALS = { Package: "Packages", Directory: "Directories", Owner: "Owners" } as const;

/** A grouping as a table with a bar for each row. */
export function htmlGroups({ title, groups, nameless }: GroupTable): Html {
  if (groups.length === 0) return EMPTY_HTML;
  const largest = Math.max(1, ...groups.map(({ streaming, eager, legacy }) => streaming + eager + legacy));
  return html`<section>
<h2>${PLURALS[title]}</h2>
<div class="scroll" tabindex="0"><table>
<thead><tr><th scope="col">${title}</th><th scope="col" class="number">Share</th><th scope="col" class="wide">Sites</th><th scope="col" class="number">Streaming</th><th scope="col" class="number">Eager</th><th scope="col" class="number">Legacy</th><th scope="col" class="number">Unresolved</th><th scope="col" class="number">In tests</th></tr></thead>
<tbody>${groups.map(
    ({ name, share, tests, ...counts }) =>
      html`<tr><th scope="row"><code>${name === null ? nameless : escapeControls(name)}</code></th><td class="number">${formatShare(share)}</td><td class="wide">${stackedBar(counts, largest)}</td>${[counts.streaming, counts.eager, counts.legacy, counts.unresolved, sumOf(tests)].map((count) => html`<td class="number">${count}</td>`)}</tr>`,
  )}</tbody></table></div>
</section>`;
}

/** Streaming, eager and legacy sites side by side; a full bar is `largest` sites. The figures stand beside it, so it is hidden from screen readers. */
export function stackedBar(counts: SiteCounts, largest: number): Html {
  let x = 0;
  const parts = (["streaming", "eager", "legacy"] as const).map((kind) => {
    const width = (counts[kind] / largest) * 100;
    const part = html`<rect class="${kind}" x="${x.toFixed(2)}" width="${width.toFixed(2)}" height="10"/>`;
    x += width;
    return part;
  });
  return html`<svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">${parts}</svg>`;
}
