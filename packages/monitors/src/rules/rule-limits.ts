import type { MeasuredRule } from "./meter.js";

/** When a rule's value is bad, and when it is good again; between the two it stays what it was. */
export interface RuleLimits {
  readonly threshold: number;
  readonly unit: "share" | "documents/s" | "seconds" | "retries";
  readonly forMs: number;
  isBroken(value: number): boolean;
  isWell(value: number): boolean;
}

/** The limits that a rule's fields say. */
export function limitsOf(rule: MeasuredRule): RuleLimits {
  if (rule.rule === "stall") return above({ threshold: rule.afterSeconds, recoverAt: rule.afterSeconds, unit: "seconds", forMs: 0, inclusive: true });
  const forMs = rule.forSeconds * 1000;
  if (rule.rule === "retry-storm") {
    const { moreThan: threshold, recoverAt = Math.floor(threshold / 2) } = rule;
    return above({ threshold, recoverAt, unit: "retries", forMs, inclusive: false });
  }
  const { atLeast: threshold, recoverAt = threshold } = rule;
  const unit = rule.rule === "throughput" ? "documents/s" : "share";
  return { threshold, unit, forMs, isBroken: (value) => value < threshold, isWell: (value) => value >= recoverAt };
}

interface Above extends Pick<RuleLimits, "threshold" | "unit" | "forMs"> {
  readonly recoverAt: number;
  /** Whether the threshold itself is too much. */
  readonly inclusive: boolean;
}

function above({ threshold, recoverAt, unit, forMs, inclusive }: Above): RuleLimits {
  if (inclusive) return { threshold, unit, forMs, isBroken: (value) => value >= threshold, isWell: (value) => value < recoverAt };
  return { threshold, unit, forMs, isBroken: (value) => value > threshold, isWell: (value) => value <= recoverAt };
}
