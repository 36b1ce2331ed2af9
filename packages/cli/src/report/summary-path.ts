import { constants } from "node:fs";
import { access, realpath, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { errorMessageOf, SluiceError } from "@sluice/core-events";
import type { Presentation } from "../settings/presentation.js";

/** Where a summary goes. */
export interface SummaryPath {
  /** Behind all links. */
  readonly path: string;
  /** A pipe or a device (`/dev/stderr`) is written to; a file is replaced. */
  readonly isFile: boolean;
}

/**
 * Looks whether a summary can be written, which is only found out at the end otherwise.
 *
 * @throws {SluiceError} `SINK_UNWRITABLE` if it cannot: a directory, a missing directory, a lack of permission.
 */
export async function summaryPath(given: string): Promise<SummaryPath> {
  const unwritable = (problem: string, cause?: unknown): SluiceError =>
    new SluiceError(`Cannot write the summary to ${given}: ${problem}`, { code: "SINK_UNWRITABLE", context: { path: given }, cause });
  const status = await stat(given).catch(() => null);
  if (status?.isDirectory() === true) throw unwritable("expected a file, received a directory");
  const isFile = status === null || status.isFile();
  try {
    const path = status === null ? given : await realpath(given).catch(() => given); // what /dev/stderr leads to may have no path
    await access(isFile ? dirname(path) : given, constants.W_OK);
    return { path: isFile ? path : given, isFile };
  } catch (error) {
    throw unwritable(errorMessageOf(error), error);
  }
}

/** {@link summaryPath} of a run that is to have a summary, asked for at its start. */
export async function requireSummaryPath({ summaryFile }: Pick<Presentation, "summaryFile">): Promise<void> {
  if (summaryFile !== null) await summaryPath(summaryFile);
}
