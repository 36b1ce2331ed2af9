import type { Command } from "commander";
import type { Session } from "../session.js";

/** Declares `sluice adapters`. */
export function registerAdapters(program: Command, session: Session): void {
  program
    .command("adapters")
    .description("list what can be ingested, and the parameters")
    .option("--json", "as JSON")
    .action(async (options: Record<string, unknown>) => {
      const { listAdapters } = await import("../actions/list-adapters.js");
      session.exitCode = await listAdapters(options, session);
    });
}
