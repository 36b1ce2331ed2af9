import type { Command } from "commander";
import type { Session } from "../session.js";

/** Declares `sluice status`. */
export function registerStatus(program: Command, session: Session): void {
  program
    .command("status")
    .description("show how far a run has come; does not disturb one under way")
    .requiredOption("--state-dir <dir>", "state directory of the run")
    .option("--json", "as JSON")
    .action(async (options: Record<string, unknown>) => {
      const { status } = await import("../actions/status.js");
      session.exitCode = await status(options, session);
    });
}
