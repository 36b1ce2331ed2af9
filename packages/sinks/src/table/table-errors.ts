import { SluiceError } from "@sluice/core-events";
import type { TablePosition } from "./table-position.js";

/** What a database notes of one target. */
export interface StoredTarget {
  readonly layout: number;
  readonly epoch: number;
  readonly run: string;
  readonly base: number;
  readonly commit: number;
  readonly transaction: number;
  /** The oldest commit to which the table can still be cut back. */
  readonly undoFloor: number;
}

/**
 * Makes sure that a table can go on at a position.
 *
 * @throws {SluiceError} `SINK_TRUNCATED` if it holds less, `CHECKPOINT_MISMATCH` if it belongs to another run or the
 * position is older than what can be restored.
 */
export function requireResumable(stored: StoredTarget | null, position: TablePosition, where: string): asserts stored is StoredTarget {
  const { run, commit } = position;
  if (stored === null) throw truncated(where, position, "no such table");
  if (stored.run !== run) throw mismatch(where, `it must be filled by run ${run}, received one that run ${stored.run} fills`);
  if (stored.commit < commit) throw truncated(where, position, `commit ${stored.commit}`);
  if (commit < stored.undoFloor) throw mismatch(where, `the checkpoint must be of commit ${stored.undoFloor} or later, received ${commit}; documents replaced since then cannot be restored`);
}

/** @throws {SluiceError} `SINK_TRUNCATED` if rows of the run are gone. */
export function requireRows(found: number, position: TablePosition, where: string): void {
  if (found < position.documents) throw truncated(where, position, `${found} documents of this run`);
}

/** The refusal of a run that starts on a table that holds documents. */
export function occupied(where: string): SluiceError {
  const message = `Cannot start a run on ${where}: it must be empty or missing, received documents that no checkpoint accounts for`;
  return new SluiceError(message, { code: "SINK_EXISTS", context: { where } });
}

/** The refusal of a table that somebody else has made. */
export function foreignTable(where: string): SluiceError {
  const message = `Cannot use ${where}: it must be missing or laid out by Sluice, received a table that is not noted in sluice_checkpoints`;
  return new SluiceError(message, { code: "SINK_EXISTS", context: { where } });
}

/** What a writer is told whose table another process has opened since. */
export function takenOver(where: string): SluiceError {
  return new SluiceError(`Cannot write to ${where}: another process has taken it over`, { code: "LOCK_LOST", context: { where } });
}

/** The refusal of tables that a newer release has laid out. */
export function newerLayout(where: string, found: number, known: number): SluiceError {
  const message = `Cannot open ${where}: layout ${known} or older is required, received ${found}; a newer release laid it out`;
  return new SluiceError(message, { code: "CHECKPOINT_MISMATCH", context: { where, differences: [{ field: "layout", expected: known, actual: found }] } });
}

function truncated(where: string, { commit, documents }: TablePosition, found: string): SluiceError {
  const message = `Cannot go on with ${where}: commit ${commit} with ${documents} documents is expected, received ${found}`;
  return new SluiceError(message, { code: "SINK_TRUNCATED", context: { where, commit, documents } });
}

function mismatch(where: string, why: string): SluiceError {
  return new SluiceError(`Cannot go on with ${where}: ${why}`, { code: "CHECKPOINT_MISMATCH", context: { where } });
}
