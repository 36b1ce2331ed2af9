import { join } from "node:path";
import type { RunSettings } from "../settings/run-settings.js";

/** The log inside a state directory. */
export function eventLogIn(stateDirectory: string): string {
  return join(stateDirectory, "events");
}

/** Where the event log of a run is; `null` for a run that keeps none. */
export function eventLogDirectory({ eventLog }: Pick<RunSettings, "eventLog">, stateDirectory: string | null): string | null {
  if (eventLog === null) return null;
  return eventLog.directory ?? (stateDirectory === null ? null : eventLogIn(stateDirectory));
}
