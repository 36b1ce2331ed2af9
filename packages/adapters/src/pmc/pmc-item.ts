import type { RecordProblem } from "../records/record-problem.js";

/**
 * One article as `fetch` yields it: plain JSON, so that it survives a dead-letter file. It has its `xml`, or a `problem` that says
 * why there is none.
 */
export interface PmcItem {
  readonly docId: string;
  /** The file, or the id that was asked for. */
  readonly from: string;
  /** The size of the XML, for the byte budget. */
  readonly bytes: number;
  /** The file, absolute; not for what came from PMC. */
  readonly path?: string;
  /** When it was fetched or read, in ms since epoch. */
  readonly retrievedAt?: number;
  readonly xml?: string;
  readonly problem?: RecordProblem;
}

/** An article that cannot be had, which fails alone. */
export function missingItem(docId: string, problem: RecordProblem): PmcItem {
  return { docId, from: docId, bytes: 0, problem: { code: problem.code, message: problem.message } };
}
