import { join, resolve } from "node:path";
import type { RunSettings } from "../settings/run-settings.js";
import { pathOf, type Target } from "./target.js";

/** Where the state of a run is kept unless it is said otherwise; `null` for a run into stdout alone, which keeps none. */
export function defaultStateDirectory({ sinks }: RunSettings, cwd: string): string | null {
  const base = basePath(sinks, cwd);
  return base === null ? null : `${base}.sluice`;
}

/** What state and dead letters are named after: the first file, or the first table of a server; `null` for stdout alone. */
export function basePath(sinks: readonly Target[], cwd: string): string | null {
  const file = sinks.map(pathOf).find((path) => path !== null);
  if (file !== undefined) return file;
  const server = sinks.find((sink) => sink.kind === "postgres");
  return server === undefined ? null : resolve(cwd, `${server.table}.postgres`);
}

/** The state of an unfinished retry inside the state of its run. */
export function retryDirectory(stateDirectory: string): string {
  return join(stateDirectory, "retry");
}
