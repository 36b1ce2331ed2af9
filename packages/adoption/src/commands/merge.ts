import { type Command, Option } from "commander";
import type { AdoptionIo } from "../adoption-io.js";

/** The options of `sluice adoption merge`, as parsed. */
export interface MergeCommandOptions {
  readonly countEager?: true;
  readonly format: "table" | "json";
  readonly output?: string;
}

const AFTER_HELP = `
A line that comes twice counts once, so copies of a file do no harm. Lines that cannot be counted (cut short, damaged, of a
newer release) are named on stderr, and the rest is counted.`;

/** Declares `sluice adoption merge`. */
export function registerMerge(program: Command, io: AdoptionIo): void {
  program
    .command("merge")
    .description("add up the calls that services have counted (SLUICE_ADOPTION_FILE)")
    .argument("<files...>", "files of counts, one per service")
    .option("--count-eager", "count eager calls as not streaming")
    .addOption(new Option("--format <format>", "what to print").choices(["table", "json"]).default("table"))
    .option("--output <file>", "write to a file instead of the terminal")
    .addHelpText("after", AFTER_HELP)
    .action(async (files: readonly string[], options: MergeCommandOptions) => {
      const { runMerge } = await import("./run-merge.js");
      await runMerge(files, options, io);
    });
}
