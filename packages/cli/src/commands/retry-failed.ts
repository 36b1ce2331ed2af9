import type { Command } from "commander";
import type { Session } from "../session.js";
import { addAttemptOptions, addOutputOptions } from "./run-options.js";

/** Declares `sluice retry-failed`. */
export function registerRetryFailed(program: Command, session: Session): void {
  const command = program
    .command("retry-failed")
    .description("put the failed documents of a run through it again; those that pass leave the dead letters")
    .requiredOption("--state-dir <dir>", "state directory of the run")
    .option("--require <fields>", 'fields that must not be empty, instead of those of the run; "" requires none')
    .option("--rule <module>", "rule module instead of that of the run");
  addOutputOptions(addAttemptOptions(command))
    .option("--stream", "write the events to stdout as NDJSON: --output ndjson")
    .action(async (options: Record<string, unknown>) => {
      const { retryFailed } = await import("../actions/retry-failed.js");
      session.exitCode = await retryFailed(options, session);
    });
}
