import type { Command } from "commander";
import type { Session } from "../session.js";
import { collect } from "./collect.js";

/** Declares `sluice adapters`. */
export function registerAdapters(program: Command, session: Session): void {
  program
    .command("adapters")
    .description("list what can be ingested, and the parameters")
    .option("--json", "as JSON")
    .option("--adapter-module <module>", "also list the adapter of this module, repeatable; its code is run", collect)
    .option("--config <path>", "configuration file whose adapters are listed, too (sluice.config.{ts,js,mjs,json,yaml})")
    .action(async (options: Record<string, unknown>) => {
      const { listAdapters } = await import("../actions/list-adapters.js");
      session.exitCode = await listAdapters(options, session);
    });
}
