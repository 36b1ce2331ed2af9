import { inspectStateDirectory, type StateInspection } from "@sluice/pipeline";
import { UsageError } from "../usage-error.js";
import type { RunSettings } from "./run-settings.js";
import { fromStored } from "./stored-settings.js";

/** What a state directory holds of a run. */
export interface StoredRun extends Omit<StateInspection, "settings"> {
  readonly settings: RunSettings;
}

/** The settings of the run in a state directory; see {@link loadStoredRun}. */
export async function loadStoredSettings(directory: string): Promise<RunSettings> {
  return (await loadStoredRun(directory)).settings;
}

/**
 * What a state directory holds; takes no lock.
 *
 * @throws {UsageError} If there is no run.
 */
export async function loadStoredRun(directory: string): Promise<StoredRun> {
  const { settings, ...found } = await inspectStateDirectory(directory);
  if (settings === null) throw new UsageError(`Cannot find a run: expected a state directory (sink path + .sluice), received ${directory}`);
  return { ...found, settings: fromStored(settings, directory) };
}
