import { type OutcomeCounts, type RunControl, type RunMonitor, SluiceError } from "@sluice/core-events";

/** When {@link earlyValidation} steps in. */
export interface EarlyValidationOptions {
  /** Terminal outcomes, failures included, after which the verdict falls; an integer >= 1. @default 5 */
  readonly after?: number;
  /** Success rate below which the run is stopped, from 0 to 1. @default 0.5 */
  readonly minSuccessRate?: number;
  /** Outcomes between two looks at the quality of the run so far; an integer >= 1. @default 50 */
  readonly warnEvery?: number;
  /** Success rate below which such a look warns, from 0 to 1. @default 0.7 */
  readonly warnBelow?: number;
}

/**
 * Stops a run whose first documents fail, and warns while its quality is bad.
 *
 * The verdict falls once, at the outcome number `after`, over completed and failed documents alike; retries count only
 * once they are final. A run that resumes behind that number is not judged again. A run that ends before it gets the
 * verdict `insufficient`. Warnings look at the success rate over the whole run. One object serves one run.
 *
 * @throws {RangeError} If an option is out of range.
 * @example
 * ```ts
 * pipeline.streamEvents("jsonl", { monitors: [earlyValidation({ after: 20, minSuccessRate: 0.9 })] });
 * ```
 */
export function earlyValidation(options: EarlyValidationOptions = {}): RunMonitor {
  const { after = 5, minSuccessRate = 0.5, warnEvery = 50, warnBelow = 0.7 } = options;
  checkCount("after", after);
  checkCount("warnEvery", warnEvery);
  checkRate("minSuccessRate", minSuccessRate);
  checkRate("warnBelow", warnBelow);
  let isJudged = false;
  let looks = 0;

  function judge(outcomes: number, successRate: number, control: RunControl): void {
    isJudged = true;
    if (successRate < minSuccessRate) control.stop("early_validation_failed", tooFew(outcomes, successRate, minSuccessRate));
    else control.emit("ValidationCheckpoint", { checkpoint: outcomes, successRate, status: "passed" });
  }

  return {
    name: "early-validation",
    start({ completed, failed }) {
      isJudged = completed + failed >= after;
      looks = Math.floor((completed + failed) / warnEvery);
    },
    observe(counts, control) {
      const outcomes = counts.completed + counts.failed;
      const successRate = counts.completed / outcomes;
      if (!isJudged && outcomes >= after) judge(outcomes, successRate, control);
      if (outcomes < (looks + 1) * warnEvery) return;
      looks = Math.floor(outcomes / warnEvery);
      if (successRate < warnBelow) control.emit("ValidationWarning", { outcomes, successRate, threshold: warnBelow });
    },
    finish(counts, control) {
      if (isJudged) return;
      control.emit("ValidationCheckpoint", { ...insufficient(counts), status: "insufficient" });
    },
  };
}

function insufficient({ completed, failed }: OutcomeCounts): { checkpoint: number; successRate: number | null } {
  const outcomes = completed + failed;
  return { checkpoint: outcomes, successRate: outcomes === 0 ? null : completed / outcomes };
}

function tooFew(outcomes: number, successRate: number, minSuccessRate: number): SluiceError {
  const message = `Cannot go on: at least ${percent(minSuccessRate)} of the first ${outcomes} documents must succeed, received ${percent(successRate)}`;
  return new SluiceError(message, { code: "EARLY_VALIDATION_FAILED", context: { outcomes, successRate, minSuccessRate } });
}

function percent(rate: number): string {
  return `${Math.round(rate * 1000) / 10} %`;
}

function checkCount(name: string, value: number): void {
  if (Number.isInteger(value) && value >= 1) return;
  throw new RangeError(`Cannot set up early validation: ${name} must be an integer >= 1, received ${value}`);
}

function checkRate(name: string, value: number): void {
  if (value >= 0 && value <= 1) return;
  throw new RangeError(`Cannot set up early validation: ${name} must be between 0 and 1, received ${value}`);
}
