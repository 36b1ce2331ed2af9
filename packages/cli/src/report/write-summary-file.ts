import { writeFile } from "node:fs/promises";
import { SluiceError } from "@sluice/core-events";
import { replaceFile } from "../targets/replace-file.js";
import type { RunSummary } from "./run-summary.js";
import { summaryPath } from "./summary-path.js";

/**
 * Writes the summary in one step: a reader finds the old file or the new one, never half of one. A pipe or a device is written to
 * as it is.
 *
 * @throws {SluiceError} `SINK_UNWRITABLE` if it cannot be written.
 */
export async function writeSummaryFile(given: string, summary: RunSummary): Promise<void> {
  const { path, isFile } = await summaryPath(given);
  const text = `${JSON.stringify(summary, null, 2)}\n`;
  try {
    await (isFile ? replaceFile(path, text) : writeFile(path, text));
  } catch (cause) {
    throw new SluiceError(`Cannot write the summary to ${given}`, { code: "SINK_UNWRITABLE", context: { path: given }, cause });
  }
}
