import type { Command } from "commander";
import type { Session } from "../session.js";

/** Declares `sluice doctor`. */
export function registerDoctor(program: Command, session: Session): void {
  program
    .command("doctor")
    .description("check this machine; exit code 1 if something is wrong")
    .option("--state-dir <dir>", "also check that state can be kept there")
    .action(async (options: Record<string, unknown>) => {
      const { doctor } = await import("../actions/doctor.js");
      session.exitCode = await doctor(options, session);
    });
}
