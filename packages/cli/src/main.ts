import { CommanderError } from "commander";
import { EXIT_CODES, exitCodeOf } from "./exit-codes.js";
import type { Io } from "./io.js";
import { createProgram } from "./program.js";
import { Session } from "./session.js";

/**
 * Runs the command line and resolves with its exit code, once everything is closed.
 *
 * @param argv The arguments behind the program's name.
 * @example
 * ```ts
 * process.exitCode = await main(process.argv.slice(2), processIo());
 * ```
 */
export async function main(argv: readonly string[], io: Io): Promise<number> {
  const session = new Session(io);
  try {
    const program = await createProgram(session, argv);
    await program.parseAsync(argv, { from: "user" });
    return session.exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT_CODES.ok : EXIT_CODES.usage; // commander has said why
    const { describeError } = await import("./output/describe-error.js");
    const debug = io.env["SLUICE_DEBUG"] === "1";
    for (const line of describeError(error, { debug })) session.terminal.line(line.text, line.style);
    return exitCodeOf(error);
  }
}
