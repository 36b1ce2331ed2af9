import { resolve } from "node:path";
import type { SluiceConfig } from "../config/config-schema.js";

/** How a run is shown; not part of what the run is, and not stored. */
export interface Presentation {
  readonly output: "auto" | "tty" | "plain" | "json" | "ndjson";
  readonly summaryFile: string | null;
}

/** Fills in the defaults. @param cwd What a relative path is relative to. */
export function resolvePresentation(config: SluiceConfig, cwd: string): Presentation {
  const { output = "auto", summaryFile } = config;
  return { output, summaryFile: summaryFile === undefined ? null : resolve(cwd, summaryFile) };
}
