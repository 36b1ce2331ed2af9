import type { Command } from "commander";
import type { AdoptionIo } from "../adoption-io.js";

/** The options of `sluice adoption payload`, as parsed. */
interface PayloadCommandOptions {
  readonly schema?: true;
}

const AFTER_HELP = `
Counting is off unless a program calls trackUsage() and a file is named, by the program or by SLUICE_ADOPTION_FILE.
DO_NOT_TRACK=1 and CI switch it off whatever else is set. The file is local; nothing is sent.`;

/** Declares `sluice adoption payload`. */
export function registerPayload(program: Command, io: AdoptionIo): void {
  program
    .command("payload")
    .description("print the exact line that counting at run time appends to its file")
    .option("--schema", "print the JSON schema of the line instead")
    .addHelpText("after", AFTER_HELP)
    .action(async ({ schema }: PayloadCommandOptions) => {
      const { runPayload } = await import("./run-payload.js");
      await runPayload(schema === true ? "schema" : "example", io);
    });
}
