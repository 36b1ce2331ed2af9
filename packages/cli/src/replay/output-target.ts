import { open } from "node:fs/promises";
import { errorMessageOf, SluiceError } from "@sluice/core-events";
import type { LineTarget } from "../log/entry-output.js";
import { UsageError } from "../usage-error.js";

/** A file that text goes into. */
export interface OutputFile extends LineTarget, AsyncDisposable {}

/**
 * Opens a file for the output of a replay.
 *
 * @throws {UsageError} If it is there already and may not be overwritten. @throws {SluiceError} `SINK_UNWRITABLE` if it cannot be written.
 */
export async function openOutput(path: string, { overwrite }: { readonly overwrite: boolean }): Promise<OutputFile> {
  try {
    const file = await open(path, overwrite ? "w" : "wx", 0o600);
    return {
      write: async (text) => {
        await file.appendFile(text).catch((error: unknown) => Promise.reject(unwritable(path, error)));
      },
      [Symbol.asyncDispose]: () => file.close(),
    };
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") {
      throw new UsageError(`Cannot write ${path}: expected no file there, or --overwrite, received one`, { cause: error });
    }
    throw unwritable(path, error);
  }
}

function unwritable(path: string, cause: unknown): SluiceError {
  return new SluiceError(`Cannot write ${path}: ${errorMessageOf(cause)}`, { code: "SINK_UNWRITABLE", context: { file: path }, cause });
}
