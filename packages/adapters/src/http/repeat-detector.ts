import { hash } from "node:crypto";

const WINDOW = 1_024;

/**
 * Counts how often a value of a sequence has come before, in bounded memory: exactly for the last 1,024 different values,
 * and beyond them by keeping one value for ever longer stretches (Brent's algorithm), so that a cycle of any length is noticed
 * within three rounds.
 */
export class RepeatDetector {
  readonly #recent = new Map<string, number>();
  #kept = "";
  #keptRepeats = 0;
  #steps = 0;
  #limit = 1;

  /** How often the value has been seen before this time. */
  observe(value: string): number {
    const digest = hash("sha1", value, "base64");
    return Math.max(this.#inWindow(digest), this.#sinceKept(digest));
  }

  #inWindow(digest: string): number {
    const times = this.#recent.get(digest) ?? 0;
    this.#recent.delete(digest); // so that it moves to the end
    this.#recent.set(digest, times + 1);
    const oldest = this.#recent.size > WINDOW ? this.#recent.keys().next().value : undefined;
    if (oldest !== undefined) this.#recent.delete(oldest);
    return times;
  }

  #sinceKept(digest: string): number {
    if (digest === this.#kept) return (this.#keptRepeats += 1);
    this.#steps += 1;
    if (this.#steps >= this.#limit) {
      this.#kept = digest;
      this.#keptRepeats = 0;
      this.#steps = 0;
      this.#limit *= 2;
    }
    return 0;
  }
}
