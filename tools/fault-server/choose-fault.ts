import { seededRandom } from "./seeded-random.ts";

/** What may go wrong with an answer; the weight says how often. Those that make a client wait a second are rare. */
const WEIGHTS = {
  "status-500": 6,
  "status-503-seconds": 1,
  "status-503-date": 1,
  "status-429": 6,
  reset: 6,
  "cut-length": 6,
  "cut-chunked": 6,
  "cut-gzip": 6,
  html: 6,
  trickle: 2,
} as const;

/** One way in which an answer goes wrong. A `trickle` is slow, but whole. */
export type Fault = keyof typeof WEIGHTS;

/** Every fault there is. */
export const FAULTS = Object.keys(WEIGHTS) as Fault[]; // Object.keys is typed for any object

const ATTEMPTS_THAT_MAY_FAIL = 2;

/** What decides whether, and how, an answer goes wrong. */
export interface FaultChoice {
  readonly seed: number;
  /** Share of the first two attempts that go wrong, from 0 to 1. */
  readonly faultRate: number;
  /** What names the page. */
  readonly page: string;
  /** From 1; the third attempt at a page and those after it are answered well. */
  readonly attempt: number;
}

/** The fault of one attempt at one page, or `null`. */
export function chooseFault({ seed, faultRate, page, attempt }: FaultChoice): Fault | null {
  if (attempt > ATTEMPTS_THAT_MAY_FAIL || seededRandom(seed, page, attempt, "whether") >= faultRate) return null;
  const total = Object.values(WEIGHTS).reduce((sum, weight) => sum + weight, 0);
  let left = seededRandom(seed, page, attempt, "which") * total;
  for (const fault of FAULTS) {
    left -= WEIGHTS[fault];
    if (left < 0) return fault;
  }
  return null;
}
