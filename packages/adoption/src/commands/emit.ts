import { writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { errorMessageOf, SluiceError } from "@sluice/core-events";
import type { AdoptionIo } from "../adoption-io.js";
import { escapeControls } from "../output/escape-controls.js";

/**
 * Prints a text, or writes it to the file asked for, and says so on stderr.
 *
 * @throws {SluiceError} `SINK_UNWRITABLE` if the file cannot be written.
 */
export async function emit(text: string, output: string | undefined, { stdout, stderr, cwd }: AdoptionIo): Promise<void> {
  if (output === undefined) {
    stdout.write(text);
    return;
  }
  const path = resolve(cwd, output);
  try {
    await writeFile(path, text);
  } catch (cause) {
    throw new SluiceError(`Cannot write ${path}: ${errorMessageOf(cause)}`, { code: "SINK_UNWRITABLE", context: { path }, cause });
  }
  stderr.write(`Wrote ${escapeControls(path)}\n`);
}
