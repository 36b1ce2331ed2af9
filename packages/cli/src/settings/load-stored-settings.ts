import { inspectStateDirectory } from "@sluice/pipeline";
import { UsageError } from "../usage-error.js";
import type { RunSettings } from "./run-settings.js";
import { fromStored } from "./stored-settings.js";

/**
 * The settings of the run in a state directory; takes no lock.
 *
 * @throws {UsageError} If there is no run.
 */
export async function loadStoredSettings(directory: string): Promise<RunSettings> {
  const { settings } = await inspectStateDirectory(directory);
  if (settings === null) throw new UsageError(`Cannot find a run: expected a state directory (sink path + .sluice), received ${directory}`);
  return fromStored(settings, directory);
}
