import { type Command, Option } from "commander";
import type { AdoptionIo } from "../adoption-io.js";
import type { CommandOutcome } from "../program.js";
import { REPORT_FORMATS, type ReportFormat } from "../output/report-formats.js";
import type { ScanCommandOptions } from "./run-scan.js";
import { daysOrAll, perCent, several, wholeNumber } from "./options.js";

const AFTER_HELP = `
The share is streaming / (streaming + legacy), over sites outside of tests whose receiver could be told. Eager calls (runAsync
of 1.x) stand beside it, unless --count-eager counts them as not streaming. No site at all passes --min with a note, for there
is nothing to migrate; nothing but unresolved sites fails it.

Examples:
  sluice adoption scan
  sluice adoption scan packages/loader --min 80
  sluice adoption scan --history --format html --output adoption.html
  sluice adoption scan --format json --output before.json
  sluice adoption scan --baseline before.json`;

/** Declares `sluice adoption scan`. */
export function registerScan(program: Command, io: AdoptionIo, outcome: CommandOutcome): void {
  program
    .command("scan")
    .description("count streaming, eager and legacy call sites per package, directory and owner")
    .argument("[paths...]", "files and directories (default: the current directory)")
    .option("--include <glob>", "only files that match; may be repeated", several)
    .option("--exclude <glob>", "no files that match; may be repeated", several)
    .addOption(new Option("--from <contract>", "what runAsync is where no types tell").choices(["auto", "0.x", "1.x"]))
    .option("--syntactic", "go by imports and syntax alone, without installed types")
    .option("--count-eager", "count eager calls as not streaming")
    .option("--depth <n>", "how many directories deep sites are grouped", wholeNumber(1), 2)
    .option("--history", "sample the git history for the trend; the work tree is not touched")
    .option("--samples <n>", "how many commits to sample", wholeNumber(2), 12)
    .option("--days <n>", "how far back to go from the newest commit; all for the whole history", daysOrAll, 365)
    .addOption(new Option("--format <format>", "what to print").choices(REPORT_FORMATS).default("table" satisfies ReportFormat))
    .option("--output <file>", "write to a file instead of the terminal")
    .option("--min <percent>", "exit with 1 if the share is below", perCent)
    .option("--baseline <file>", "a report of --format json; exit with 1 if there is a legacy site that it lacks")
    .addHelpText("after", AFTER_HELP)
    .action(async (paths: readonly string[], options: ScanCommandOptions) => {
      const { runScan } = await import("./run-scan.js");
      outcome.exitCode = await runScan(paths, options, io);
    });
}
