import type { Command } from "commander";
import type { Session } from "../session.js";
import { addAttemptOptions, addOutputOptions, addWatchOptions } from "./run-options.js";

/** Declares `sluice resume`. */
export function registerResume(program: Command, session: Session): void {
  const command = program
    .command("resume")
    .description("go on with an interrupted run, with the settings it was started with")
    .requiredOption("--state-dir <dir>", "state directory of the run")
    .option("--limit <n>", "stop after this many documents, those of earlier attempts included")
    .option("--no-early-validation", "go on though early validation has stopped the run");
  addOutputOptions(addWatchOptions(addAttemptOptions(command)))
    .option("--stream", "write the events to stdout as NDJSON: --output ndjson")
    .action(async (options: Record<string, unknown>) => {
      const { resume } = await import("../actions/resume.js");
      session.exitCode = await resume(options, session);
    });
}
