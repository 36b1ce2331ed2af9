import { SluiceError, type SinkPosition } from "@sluice/core-events";

/** How far a JSON Lines file is committed. */
export interface JsonlPosition {
  readonly bytes: number;
  /** Where the last gzip member begins, so that it can be checked at reopening without reading the whole file. */
  readonly lastMember?: number;
}

/**
 * Reads a position that comes back from a stored checkpoint.
 *
 * @throws {SluiceError} `CHECKPOINT_MISMATCH` if another kind of target wrote it.
 */
export function parseJsonlPosition(value: SinkPosition, path: string): JsonlPosition {
  if (typeof value === "object" && value !== null && "bytes" in value) {
    const { bytes, lastMember } = value;
    if (isOffset(bytes) && lastMember === undefined) return { bytes };
    if (isOffset(bytes) && isOffset(lastMember) && lastMember < bytes) return { bytes, lastMember };
  }
  const message = `Cannot reopen ${path}: the checkpoint must hold a byte position, received ${JSON.stringify(value)}`;
  throw new SluiceError(message, { code: "CHECKPOINT_MISMATCH", context: { path } });
}

function isOffset(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0; // the check before it says that it is a number
}
