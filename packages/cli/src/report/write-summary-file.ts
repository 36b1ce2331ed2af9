import { randomUUID } from "node:crypto";
import { open, rename, rm } from "node:fs/promises";
import { SluiceError } from "@sluice/core-events";
import type { RunSummary } from "./run-summary.js";

/**
 * Writes the summary in one step: a reader finds the old file or the new one, never half of one.
 *
 * @throws {SluiceError} `SINK_UNWRITABLE` if it cannot be written.
 */
export async function writeSummaryFile(path: string, summary: RunSummary): Promise<void> {
  const temporary = `${path}.${randomUUID()}.tmp`;
  try {
    await writeWhole(temporary, `${JSON.stringify(summary, null, 2)}\n`);
    await rename(temporary, path);
  } catch (cause) {
    await rm(temporary, { force: true });
    throw new SluiceError(`Cannot write the summary to ${path}`, { code: "SINK_UNWRITABLE", context: { path }, cause });
  }
}

async function writeWhole(path: string, text: string): Promise<void> {
  await using file = await open(path, "wx", 0o600);
  await file.writeFile(text);
  await file.sync();
}
