import { type ErrorCode, errorMessageOf, SluiceError } from "@sluice/core-events";
import { ioCode } from "../io-reason.js";

const BUSY = 5;
const LOCKED = 6;

interface Kind {
  readonly name: string;
  readonly code: ErrorCode;
  readonly text: string;
}

/** The primary result codes that have a meaning of their own here: https://sqlite.org/rescode.html */
const kinds: Readonly<Record<number, Kind>> = {
  [BUSY]: { name: "SQLITE_BUSY", code: "SINK_FAILED", text: "another process writes to the database" },
  [LOCKED]: { name: "SQLITE_LOCKED", code: "SINK_FAILED", text: "another connection of this process writes to the database" },
  3: { name: "SQLITE_PERM", code: "SINK_UNWRITABLE", text: "permission denied" },
  8: { name: "SQLITE_READONLY", code: "SINK_UNWRITABLE", text: "the database is read-only" },
  10: { name: "SQLITE_IOERR", code: "SINK_FAILED", text: "the system reports an I/O error, or a limit of file size or quota" },
  11: { name: "SQLITE_CORRUPT", code: "SINK_DAMAGED", text: "the database is damaged" },
  13: { name: "SQLITE_FULL", code: "SINK_FAILED", text: "no space is left, on the device or in the database" },
  14: { name: "SQLITE_CANTOPEN", code: "SINK_UNWRITABLE", text: "the file cannot be opened" },
  18: { name: "SQLITE_TOOBIG", code: "SINK_FAILED", text: "a row is too large" },
  23: { name: "SQLITE_AUTH", code: "SINK_UNWRITABLE", text: "permission denied" },
  26: { name: "SQLITE_NOTADB", code: "SINK_DAMAGED", text: "the file is no SQLite database" },
};

/** Whether trying the whole transaction again may help. */
export function isBusy(error: unknown): boolean {
  const code = primaryCode(error);
  return code === BUSY || code === LOCKED;
}

/** What SQLite says, as a failure of the target; a `SluiceError` is given back as it is. */
export function sqliteFailure(verb: string, where: string, error: unknown): SluiceError {
  if (SluiceError.is(error)) return error;
  const kind = kinds[primaryCode(error) ?? -1];
  const reason = kind?.name ?? ioCode(error) ?? null;
  const why = kind === undefined ? errorMessageOf(error) : `${kind.text} (${kind.name}: ${errorMessageOf(error)})`;
  return new SluiceError(`Cannot ${verb} ${where}: ${why}`, { code: kind?.code ?? "SINK_FAILED", context: { where, reason }, cause: error });
}

function primaryCode(error: unknown): number | null {
  if (!(error instanceof Error) || !("errcode" in error) || typeof error.errcode !== "number") return null;
  return error.errcode & 0xff;
}
