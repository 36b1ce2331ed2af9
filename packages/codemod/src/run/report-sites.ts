import type { Finding } from "../model.js";
import type { FilePlan, Step } from "./plan-files.js";
import type { SiteReport, SiteState } from "./site-report.js";

/** How far each change came. */
export interface Progress {
  /** What could be changed. */
  readonly planned: readonly FilePlan[];
  /** Of that, what is in files that can be written. */
  readonly writable: readonly FilePlan[];
  /** Of that, what was agreed to. */
  readonly chosen: readonly FilePlan[];
  /** What was changed, or would be. */
  readonly changes: readonly Pick<FilePlan, "source" | "steps">[];
}

/** What became of each finding. */
export function reportSites(findings: readonly Finding[], { planned, writable, chosen, changes }: Progress): SiteReport[] {
  const steps = new Map(planned.flatMap((plan) => plan.steps.map((step) => [step.finding, { step, path: plan.source.path }] as const)));
  const agreed = new Set(chosen.flatMap((plan) => plan.steps));
  const writablePaths = new Set(writable.map(({ source }) => source.path));
  const done = new Set(changes.flatMap((change) => change.steps));
  const stateOf = (finding: Finding): SiteState => {
    const found = steps.get(finding);
    if (found === undefined) return finding.outcome.action === "keep" ? "kept" : "left";
    if (done.has(found.step)) return doneState(found.step);
    return agreed.has(found.step) || !writablePaths.has(found.path) ? "blocked" : "declined";
  };
  return findings.map((finding) => ({ ...finding, state: stateOf(finding) }));
}

function doneState({ kind }: Step): SiteState {
  return kind === "park" ? "parked" : "rewritten";
}
