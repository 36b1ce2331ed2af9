import { Command } from "commander";
import type { AdoptionIo } from "./adoption-io.js";
import { registerMerge } from "./commands/merge.js";
import { registerPayload } from "./commands/payload.js";
import { registerPlan } from "./commands/plan.js";
import { registerScan } from "./commands/scan.js";

/** How a command ended. */
export interface CommandOutcome {
  exitCode: number;
}

const AFTER_HELP = `
Exit codes: 0 ok, 1 below --min or new legacy sites beside --baseline, 2 usage or failure
Nothing is sent anywhere: every command reads local files and writes where it is told.`;

/** The commands of `sluice adoption`. What they do is loaded when one is run. */
export function createProgram(io: AdoptionIo, outcome: CommandOutcome): Command {
  const program = new Command("sluice adoption")
    .description("Show how far code and services have moved from eager calls to streams")
    .exitOverride()
    .showHelpAfterError("(--help lists the options)")
    .helpCommand(false)
    .configureOutput({
      writeOut: (text) => void io.stdout.write(text),
      writeErr: (text) => void io.stderr.write(text),
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    })
    .addHelpText("after", AFTER_HELP);
  registerScan(program, io, outcome);
  registerMerge(program, io);
  registerPlan(program, io);
  registerPayload(program, io);
  return program;
}
