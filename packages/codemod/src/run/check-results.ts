import { CodemodError } from "../codemod-error.js";
import type { FileChange } from "./file-change.js";

/**
 * Parses every result. Loads the compiler.
 *
 * @throws {CodemodError} `RESULT_INVALID` if one does not parse that did before.
 */
export async function checkResults(changes: readonly FileChange[]): Promise<void> {
  if (changes.length === 0) return;
  const { syntaxFaults } = await import("../compile/syntax-errors.js");
  const faults = syntaxFaults(new Map(changes.map(({ source, text }) => [source.path, text])));
  if (faults.length === 0) return;
  const before = syntaxFaults(new Map(changes.map(({ source }) => [source.path, source.text])));
  const wereWrong = new Set(before.map(({ path }) => path));
  const [fault] = faults.filter(({ path }) => !wereWrong.has(path));
  if (fault === undefined) return;
  const message = `Cannot use the result: expected ${fault.path} to parse, received at line ${fault.line} of the result: ${fault.message}`;
  throw new CodemodError(message, { code: "RESULT_INVALID", paths: [fault.path] });
}
