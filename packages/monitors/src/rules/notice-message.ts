import type { MeasuredRule, Reading } from "./meter.js";
import { limitsOf, type RuleLimits } from "./rule-limits.js";

/** What a rule found, in one sentence. */
export function firedMessage(rule: MeasuredRule, { value, sample }: Reading): string {
  const { threshold, unit } = limitsOf(rule);
  const found = figure(value, unit);
  const limit = figure(threshold, unit);
  switch (rule.rule) {
    case "success-rate":
      return `Only ${found} of ${sample} documents succeeded, expected at least ${limit}`;
    case "field-completeness":
      return `${rule.field} is present in only ${found} of ${sample} documents, expected at least ${limit}`;
    case "throughput":
      return `Only ${found} in the last ${rule.windowSeconds} s, expected at least ${limit}`;
    case "stall":
      return `No document has ended for ${found}, expected one at least every ${limit}`;
    case "retry-storm":
      return `${found} in the last ${rule.windowSeconds} s, expected at most ${limit}`;
  }
}

/** What a rule finds now that all is well. */
export function recoveredMessage(rule: MeasuredRule, { value, sample }: Reading): string {
  const found = figure(value, limitsOf(rule).unit);
  switch (rule.rule) {
    case "success-rate":
      return `${found} of ${sample} documents succeed`;
    case "field-completeness":
      return `${rule.field} is present in ${found} of ${sample} documents`;
    case "throughput":
      return `${found} in the last ${rule.windowSeconds} s`;
    case "stall":
      return "Documents are ending again";
    case "retry-storm":
      return `${found} in the last ${rule.windowSeconds} s`;
  }
}

function figure(value: number, unit: RuleLimits["unit"]): string {
  const rounded = Math.round(value * 10) / 10;
  switch (unit) {
    case "share":
      return `${Math.round(value * 1000) / 10} %`;
    case "documents/s":
      return `${value > 0 && rounded === 0 ? value.toPrecision(2) : rounded} documents/s`;
    case "seconds":
      return `${rounded} s`;
    case "retries":
      return `${value} ${value === 1 ? "retry" : "retries"}`;
  }
}
