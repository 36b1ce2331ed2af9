/** One way the sources behave; every case is run under each. */
export interface Scenario {
  readonly name: string;
  /** How many documents each source holds. */
  readonly sizes: Readonly<Record<string, number>>;
  /** The document that fails for good, such as `trials-3`. */
  readonly fails?: string;
  /** Whether the second document of each source has no title, text or metadata. */
  readonly odd?: boolean;
  /** A source that the pipeline is not given. */
  readonly missing?: string;
  /** Milliseconds before each document. */
  readonly delayMs?: number;
}

const sizes = { trials: 5, papers: 3, notes: 4 };

export const SCENARIOS: readonly Scenario[] = [
  { name: "success", sizes },
  { name: "the third trial fails", sizes, fails: "trials-3" },
  { name: "the third paper fails", sizes, fails: "papers-3" },
  { name: "the first trial fails", sizes, fails: "trials-1" },
  { name: "every source is empty", sizes: { trials: 0, papers: 0, notes: 0 } },
  { name: "slow sources", sizes, delayMs: 1 },
  { name: "odd documents", sizes, odd: true },
  { name: "odd documents, then the third trial fails", sizes, odd: true, fails: "trials-3" },
  { name: "trials are not configured", sizes, missing: "trials" },
];
