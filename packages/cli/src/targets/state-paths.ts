import { join } from "node:path";
import type { RunSettings } from "../settings/run-settings.js";

/** Where the state of a run is kept unless it is said otherwise; `null` for a run into stdout, which keeps none. */
export function defaultStateDirectory({ sink }: RunSettings): string | null {
  return sink === null ? null : `${sink.path}.sluice`;
}

/** The state of an unfinished retry inside the state of its run. */
export function retryDirectory(stateDirectory: string): string {
  return join(stateDirectory, "retry");
}
