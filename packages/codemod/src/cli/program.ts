import { Command, InvalidArgumentError, Option } from "commander";
import { REPORT_FORMATS } from "../reports/report-formats.js";
import { readVersion } from "../version.js";
import type { CodemodIo } from "./codemod-io.js";
import type { CommandOptions } from "./command-options.js";
import { escapeControls } from "./escape-controls.js";

/** How the command is called unless the caller says otherwise. */
const PROGRAM_NAME = "npx @sluice/codemod";

const AFTER_HELP = `
Without --write or --interactive nothing is written. Patterns are those of .gitignore.

Exit codes: 0 nothing is left to migrate, 1 calls are left (in a dry run also those that would be rewritten),
  2 failure: usage, git, types that cannot be found, a file that cannot be written
`;

/** What holds where nothing is said; not given to commander, whose help would print it behind every option. */
const UNSAID = {
  write: false, interactive: false, park: false, verify: false, allowDirty: false, force: false, breakHardLinks: false,
  syntactic: false, json: false, sarif: false, listMigrations: false, include: [], exclude: [],
  from: "auto", loops: "equivalent", maxSize: 1_048_576,
} as const satisfies Partial<CommandOptions>;

/** The command line; `action` gets what it says. */
export function createProgram(io: CodemodIo, action: (paths: readonly string[], options: CommandOptions) => Promise<void>): Command {
  return new Command(io.programName ?? PROGRAM_NAME)
    .description("Migrate eager ingestion calls to streams; shows what would change unless told to write")
    .version(readVersion())
    .argument("[paths...]", "files and directories to look at (default: the working directory)")
    .option("-w, --write", "write the changes")
    .option("-i, --interactive", "ask about each change, then write those agreed to")
    .option("--park", "rename what cannot be migrated to runAsyncLegacy, with a comment")
    .option("--verify", "type-check the changed files, and leave those alone that would get new errors")
    .option("--allow-dirty", "write also where git could not bring the file back")
    .option("--force", "the same as --allow-dirty")
    .option("--break-hard-links", "write also files that have another name, which keeps the old text")
    .option("--include <pattern>", "only files that match; may be given more than once", collect)
    .option("--exclude <pattern>", "no files that match; may be given more than once", collect)
    .option("--since <ref>", "only files changed since the branch left this commit, branch or tag")
    .addOption(new Option("--from <contract>", "what runAsync is where types do not tell").choices(["auto", "0.x", "1.x"]).default(UNSAID.from))
    .option("--syntactic", "go by imports and syntax where the types of @sluice/pipeline cannot be found")
    .addOption(new Option("--loops <how>", "stream loops only where nobody can tell, or every loop").choices(["equivalent", "stream"]).default(UNSAID.loops))
    .addOption(new Option("--format <format>", "how to report (default: text)").choices(REPORT_FORMATS))
    .option("--json", "the same as --format json")
    .option("--sarif", "the same as --format sarif")
    .option("--max-size <bytes>", "do not look at larger files", parseBytes, UNSAID.maxSize)
    .option("--root <dir>", "the project's directory (default: the git repository around the working directory)")
    .option("--migration <id>", "the migration to run (default: run-async-to-streaming)")
    .option("--list-migrations", "list the migrations")
    .addHelpText("after", AFTER_HELP)
    .exitOverride()
    .showHelpAfterError(`(${io.programName ?? PROGRAM_NAME} --help lists the options)`)
    .configureOutput({
      writeOut: (text) => void io.stdout.write(text),
      writeErr: (text) => void io.stderr.write(text.split("\n").map(escapeControls).join("\n")),
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    })
    .action((paths: readonly string[], options: Partial<CommandOptions>) => action(paths, { ...UNSAID, ...options }));
}

function collect(value: string, previous: readonly string[] = []): readonly string[] {
  return [...previous, value];
}

function parseBytes(text: string): number {
  if (!/^[1-9]\d{3,9}$/.test(text)) throw new InvalidArgumentError("Expected a number of bytes, at least 1024.");
  return Number(text);
}
