import type { Site } from "../scan/site.js";
import { escapeControls } from "./escape-controls.js";
import { EMPTY_HTML, html, type Html } from "./html.js";

const URGENCY = { legacy: 0, unresolved: 1, eager: 2, streaming: 3 } as const;

/** Every site, the ones to migrate first. The filter shows itself only where scripts run. */
export function htmlSites(sites: readonly Site[]): Html {
  if (sites.length === 0) return EMPTY_HTML;
  const sorted = sites.toSorted((left, right) => Number(left.isTest) - Number(right.isTest) || URGENCY[left.kind] - URGENCY[right.kind]);
  return html`<section>
<h2>Sites</h2>
<form id="filter" hidden role="search">
<label>Find <input type="search" id="words" placeholder="file, package, owner, method" autocomplete="off"></label>
<fieldset><legend>Show</legend>${(["legacy", "unresolved", "eager", "streaming", "test"] as const).map((kind) => html`<label><input type="checkbox" name="kind" value="${kind}" checked> ${kind}</label>`)}</fieldset>
<output id="shown" aria-live="polite"></output>
</form>
<div class="scroll" tabindex="0"><table id="sites">
<thead><tr><th scope="col">Kind</th><th scope="col">Site</th><th scope="col">Method</th><th scope="col">Package</th><th scope="col">Owner</th></tr></thead>
<tbody>${sorted.map(siteRow)}</tbody></table></div>
</section>`;
}

function siteRow({ kind, isTest, file, line, method, package: name, owners }: Site): Html {
  return html`<tr data-kind="${isTest ? "test" : kind}"><td class="whole"><span class="kind ${kind}">${kind}</span>${isTest ? " test" : ""}</td><th scope="row"><code>${escapeControls(file)}:${line}</code></th><td class="whole"><code>${method}</code></td><td>${escapeControls(name ?? "–")}</td><td>${escapeControls(owners.join(", ") || "–")}</td></tr>`;
}
