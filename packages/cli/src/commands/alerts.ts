import type { Command } from "commander";
import type { Session } from "../session.js";

/** Declares `sluice alerts`. */
export function registerAlerts(program: Command, session: Session): void {
  program
    .command("alerts")
    .description("alerts of the configuration")
    .command("test")
    .description("send each channel a test alert; exit code 1 if one did not take it")
    .option("--config <path>", "configuration file (sluice.config.{ts,js,mjs,json,yaml} in the working directory)")
    .option("--channel <name>", "only this one")
    .action(async (options: Record<string, unknown>) => {
      const { testAlerts } = await import("../actions/test-alerts.js");
      session.exitCode = await testAlerts(options, session);
    });
}
