import { resolve } from "node:path";
import type { Flags } from "../config/flags-to-config.js";
import { UsageError } from "../usage-error.js";

/** The state directory that the options name, absolute. */
export function stateDirectoryOf({ stateDir }: Flags, cwd: string): string {
  if (typeof stateDir === "string" && stateDir !== "") return resolve(cwd, stateDir);
  throw new UsageError("Cannot find the run: expected --state-dir with the path of a state directory, received none");
}
