import { errorMessageOf, SluiceError } from "@sluice/core-events";

/** What went wrong where in a log. */
export interface LogFault {
  readonly file: string;
  /** The offset of the event concerned. */
  readonly offset?: number;
  readonly cause?: unknown;
}

/** The failure to open or write a file of the log, naming it. A `SluiceError` is given back as it is. */
export function unwritable(what: string, { file, cause, ...context }: LogFault & Readonly<Record<string, unknown>>): SluiceError {
  if (SluiceError.is(cause)) return cause;
  return new SluiceError(`Cannot ${what} ${file}: ${errorMessageOf(cause)}`, { code: "LOG_UNWRITABLE", context: { file, reason: errnoOf(cause) ?? null, ...context }, cause });
}

/** Damage that is not a torn tail. */
export function damaged(message: string, { file, cause, ...context }: LogFault & Readonly<Record<string, unknown>>): SluiceError {
  return new SluiceError(message, { code: "LOG_DAMAGED", context: { file, ...context }, cause });
}

/** The code of a system error. */
export function errnoOf(error: unknown): string | undefined {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  return typeof code === "string" ? code : undefined;
}
