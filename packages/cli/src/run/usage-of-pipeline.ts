import { UsageError } from "../usage-error.js";

/** Calls what checks its options at once: what it refuses are the options that the caller of the command line gave. */
export function asUsageError<Result>(call: () => Result): Result {
  try {
    return call();
  } catch (error) {
    if (error instanceof RangeError || error instanceof TypeError) throw new UsageError(error.message, { cause: error });
    throw error;
  }
}
