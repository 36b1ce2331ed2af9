import { stat } from "node:fs/promises";
import { shellQuote } from "../output/shell-quote.js";
import { retryDirectory } from "../targets/state-paths.js";
import { UsageError } from "../usage-error.js";

/** Whether a retry of failed documents has begun in a state directory and not come to its end. */
export async function hasUnfinishedRetry(stateDirectory: string): Promise<boolean> {
  try {
    return (await stat(retryDirectory(stateDirectory))).isDirectory();
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return false;
    throw error;
  }
}

/** While a retry is under way, sink and dead letters are ahead of the run's checkpoint: going on would cut them back. */
export async function refuseUnfinishedRetry(stateDirectory: string): Promise<void> {
  if (!(await hasUnfinishedRetry(stateDirectory))) return;
  const command = `sluice retry-failed --state-dir ${shellQuote(stateDirectory)}`;
  throw new UsageError(`Cannot go on: a retry of failed documents is unfinished, expected it to be finished first: ${command}`);
}
