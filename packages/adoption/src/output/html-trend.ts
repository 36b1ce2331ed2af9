import type { HistoryPoint } from "../scan/adoption-report.js";
import { formatShare } from "./format-share.js";
import { EMPTY_HTML, html, type Html } from "./html.js";

const WIDTH = 720;
const HEIGHT = 300;
const LEFT = 92;
const RIGHT = 18;
const TOP = 18;
const BOTTOM = 40;

/** The trend of the share as a line chart, with the same figures as a table for whoever does not see it. */
export function htmlTrend(history: readonly HistoryPoint[]): Html {
  const points = history.filter(({ share }) => share !== null);
  if (points.length === 0) return html`<section><h2>Trend</h2><p>No commit looked at has a site that counts.</p></section>`;
  const first = points[0]?.time ?? 0;
  const last = points.at(-1)?.time ?? first;
  const x = (time: number): number => round(last === first ? (LEFT + WIDTH - RIGHT) / 2 : LEFT + ((time - first) / (last - first)) * (WIDTH - LEFT - RIGHT));
  const y = (share: number): number => round(TOP + (1 - share) * (HEIGHT - TOP - BOTTOM));
  const line = points.map(({ time, share }, index) => `${index === 0 ? "M" : "L"}${x(time)} ${y(share ?? 0)}`).join(" ");
  const area = `${line} L${x(last)} ${y(0)} L${x(first)} ${y(0)} Z`;
  return html`<section>
<h2 id="trend">Trend</h2>
<svg class="trend" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-labelledby="trend trend-text">
<desc id="trend-text">Share of streaming sites from ${dayOf(first)} (${formatShare(points[0]?.share ?? null)}) to ${dayOf(last)} (${formatShare(points.at(-1)?.share ?? null)})</desc>
${[0, 0.25, 0.5, 0.75, 1].map((share) => html`<line class="grid" x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${y(share)}" y2="${y(share)}"/><text x="${LEFT - 10}" y="${y(share)}" dy="0.35em" text-anchor="end">${formatShare(share)}</text>`)}
<path class="area" d="${area}"/><path class="line" d="${line}"/>
${points.map(({ time, share, commit }) => html`<circle class="point" cx="${x(time)}" cy="${y(share ?? 0)}" r="4"><title>${dayOf(time)} · ${commit.slice(0, 8)} · ${formatShare(share)}</title></circle>`)}
${last === first ? dayLabel(x(first), "middle", first) : [dayLabel(LEFT, "start", first), dayLabel(WIDTH - RIGHT, "end", last)]}
</svg>
<details><summary>Figures</summary>${historyTable(history)}</details>
<p class="remark">Told by syntax along the first parents of HEAD; the figures above also use types where they are installed.</p>
</section>`;
}

function dayLabel(x: number, anchor: string, time: number): Html {
  return html`<text x="${x}" y="${HEIGHT - 12}" text-anchor="${anchor}">${dayOf(time)}</text>`;
}

function historyTable(history: readonly HistoryPoint[]): Html {
  if (history.length === 0) return EMPTY_HTML;
  return html`<div class="scroll" tabindex="0"><table><caption>Sites at each commit</caption>
<thead><tr><th scope="col">Date</th><th scope="col">Commit</th><th scope="col" class="number">Share</th><th scope="col" class="number">Streaming</th><th scope="col" class="number">Eager</th><th scope="col" class="number">Legacy</th><th scope="col" class="number">Unresolved</th></tr></thead>
<tbody>${history.map(
    ({ time, commit, share, streaming, eager, legacy, unresolved }) =>
      html`<tr><th scope="row">${dayOf(time)}</th><td><code>${commit.slice(0, 8)}</code></td><td class="number">${formatShare(share)}</td>${[streaming, eager, legacy, unresolved].map((count) => html`<td class="number">${count}</td>`)}</tr>`,
  )}</tbody></table></div>`;
}

function dayOf(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
