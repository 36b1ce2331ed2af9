import { SluiceError, type SinkPosition } from "@sluice/core-events";

/** How far a table is committed. */
export interface TablePosition {
  /** Names the run that fills the table, given when it began. */
  readonly run: string;
  /** The number of the last commit; rows with a higher `commit_no` are not covered. */
  readonly commit: number;
  /** The number of the last commit before the run began: rows with a `commit_no` up to it belong to others. */
  readonly base: number;
  /** How many rows of the run the table holds. */
  readonly documents: number;
}

/**
 * Reads a position that comes back from a stored checkpoint.
 *
 * @throws {SluiceError} `CHECKPOINT_MISMATCH` if another kind of target wrote it.
 */
export function parseTablePosition(value: SinkPosition, where: string): TablePosition {
  if (typeof value === "object" && value !== null && "run" in value) {
    const { run, commit, base, documents } = value;
    if (typeof run === "string" && isCount(commit) && isCount(base) && isCount(documents)) return { run, commit, base, documents };
  }
  const message = `Cannot reopen ${where}: the checkpoint must hold the position of a table, received ${JSON.stringify(value)}`;
  throw new SluiceError(message, { code: "CHECKPOINT_MISMATCH", context: { where } });
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0; // the check before it says that it is a number
}
