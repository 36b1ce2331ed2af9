import { DurationSketch } from "./duration-sketch.js";
import type { AdapterFigures, OutcomeFigures } from "./metrics-snapshot.js";

/** What is counted of one adapter, or of all. */
export class AdapterTally {
  completed = 0;
  failed = 0;
  retries = 0;
  readonly durations = new DurationSketch();

  get processed(): number {
    return this.completed + this.failed;
  }

  add(other: AdapterTally): void {
    this.completed += other.completed;
    this.failed += other.failed;
    this.retries += other.retries;
    this.durations.merge(other.durations);
  }

  outcomes(): OutcomeFigures {
    const { completed, failed, retries, processed } = this;
    return { processed, completed, failed, successRate: processed === 0 ? null : completed / processed, retries };
  }

  figures(): AdapterFigures {
    return { ...this.outcomes(), durationMs: this.durations.figures() };
  }
}
