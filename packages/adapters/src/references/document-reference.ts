import { SluiceError } from "@sluice/core-events";
import type { RecordProblem } from "../records/record-problem.js";

/**
 * A document that is yet to be read, as `fetch` yields it: plain JSON that names a file or a URL, so that a failed one can be
 * read again from a dead-letter file. What cannot be read at all has a `problem`.
 */
export interface DocumentReference {
  readonly docId: string;
  /** The file, absolute. */
  readonly path?: string;
  /** The address, without user information and secret query keys. */
  readonly url?: string;
  /** The file's size when it was found. */
  readonly bytes?: number;
  readonly problem?: RecordProblem;
}

/** @throws {SluiceError} What was wrong with the reference when it was found. */
export function throwProblem({ docId, problem }: DocumentReference): void {
  if (problem !== undefined) throw new SluiceError(problem.message, { code: problem.code, context: { docId } });
}
