import { resolve } from "node:path";
import type { SluiceConfig } from "../config/config-schema.js";

/** How a run is shown; not part of what the run is, and not stored. */
export interface Presentation {
  readonly output: "auto" | "tty" | "plain" | "json" | "ndjson";
  readonly summaryFile: string | null;
  /** Where figures are written while it goes on. */
  readonly metricsSnapshots: string | null;
}

/** Fills in the defaults. @param cwd What a relative path is relative to. */
export function resolvePresentation(config: SluiceConfig, cwd: string): Presentation {
  const { output = "auto", summaryFile, metricsSnapshots } = config;
  const absolute = (path: string | undefined): string | null => (path === undefined ? null : resolve(cwd, path));
  return { output, summaryFile: absolute(summaryFile), metricsSnapshots: absolute(metricsSnapshots) };
}
