import { CommanderError } from "commander";
import { EXIT_CODES } from "../run/exit-code-of.js";
import type { CodemodIo } from "./codemod-io.js";
import { describeError } from "./describe-error.js";
import { createProgram } from "./program.js";

/**
 * Runs the command line and resolves with its exit code: 0 nothing is left to migrate, 1 something is, 2 failure.
 *
 * @param args The arguments behind the program's name.
 * @example
 * ```ts
 * const { stdin, stdout, stderr, env } = process;
 * process.exitCode = await main(["packages/api", "--json"], { stdin, stdout, stderr, env, cwd: process.cwd() });
 * ```
 */
export async function main(args: readonly string[], io: CodemodIo): Promise<number> {
  let exitCode: number = EXIT_CODES.clean;
  const program = createProgram(io, async (paths, options) => {
    const { execute } = await import("./execute.js");
    exitCode = await execute(paths, options, io);
  });
  try {
    await program.parseAsync(args, { from: "user" });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT_CODES.clean : EXIT_CODES.failure; // commander has said why
    io.stderr.write(describeError(error, io));
    return EXIT_CODES.failure;
  }
}
