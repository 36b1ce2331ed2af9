import { labelLimits, type LabelName } from "../metric-catalogue.js";

/** The value that stands for all values beyond a label's bound. */
const OTHER = "other";
const MAX_CHARS = 120;

/** How many values a label may take, where that is not what the catalogue says. */
export type LabelLimits = Readonly<Partial<Record<LabelName, number>>>;

/** Bounds the values of labels, because a registry never forgets a series. */
export class LabelGuard {
  readonly #limits: Readonly<Record<string, number>>;
  readonly #admitted = new Map<string, Set<string>>();
  readonly #onOverflow: (label: string) => void;

  /** @throws {RangeError} If a limit is no count. */
  constructor(limits: LabelLimits, onOverflow: (label: string) => void) {
    for (const [label, limit] of Object.entries(limits)) {
      if (!Number.isInteger(limit) || limit < 1) throw new RangeError(`Cannot bound the label ${label}: its limit must be an integer >= 1, received ${limit}`);
    }
    this.#limits = { ...labelLimits, ...limits };
    this.#onOverflow = onOverflow;
  }

  /** The value as it may be used: itself, cut to 120 characters, or `other`. */
  admit(label: string, value: string): string {
    const short = value.length <= MAX_CHARS ? value : value.slice(0, MAX_CHARS).toWellFormed();
    const admitted = this.#admittedOf(label);
    if (admitted.has(short)) return short;
    if (short !== OTHER && admitted.size < (this.#limits[label] ?? 1)) {
      admitted.add(short);
      return short;
    }
    if (short !== OTHER) this.#onOverflow(label);
    return OTHER;
  }

  #admittedOf(label: string): Set<string> {
    let admitted = this.#admitted.get(label);
    if (admitted === undefined) {
      admitted = new Set();
      this.#admitted.set(label, admitted);
    }
    return admitted;
  }
}
