import { errorCatalogue, errorMessageOf, SluiceError } from "@sluice/core-events";
import { CommanderError } from "commander";
import type { AdoptionIo } from "./adoption-io.js";
import { Interrupted } from "./interrupt.js";
import { escapeControls } from "./output/escape-controls.js";
import { createProgram } from "./program.js";

/** What the exit codes of the commands mean. */
export const EXIT_CODES = { ok: 0, belowMinimum: 1, failed: 2 } as const;

/**
 * Runs `sluice adoption …` and resolves with its exit code: 0 ok, 1 below `--min` or with new legacy sites beside a
 * `--baseline`, 2 usage or failure, 130 and 143 after a signal.
 *
 * @param args The arguments behind `adoption`.
 */
export async function main(args: readonly string[], io: AdoptionIo): Promise<number> {
  const outcome = { exitCode: EXIT_CODES.ok as number };
  try {
    await createProgram(io, outcome).parseAsync(args, { from: "user" });
    return outcome.exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT_CODES.ok : EXIT_CODES.failed; // commander has said why
    if (error instanceof Interrupted) return error.exitCode;
    io.stderr.write(describe(error, io));
    return EXIT_CODES.failed;
  }
}

function describe(error: unknown, { env }: AdoptionIo): string {
  const lines = errorMessageOf(error).split("\n").map(escapeControls);
  const remedy = remedyOf(error);
  const stack = env["SLUICE_DEBUG"] === "1" && error instanceof Error ? `${error.stack ?? ""}\n` : "";
  return `sluice adoption: ${lines.join("\n  ")}\n${remedy === null ? "" : `  ${remedy}\n`}${stack}`;
}

/** Knows the codemod's error by its code alone, for the codemod may not be installed. */
function remedyOf(error: unknown): string | null {
  if (SluiceError.is(error)) return `${errorCatalogue[error.code].remedy} [${error.code}]`;
  const isUntyped = error instanceof Error && "code" in error && error.code === "PACKAGE_NOT_FOUND";
  return isUntyped ? "Install the package, or scan with --syntactic, which goes by imports and syntax alone" : null;
}
