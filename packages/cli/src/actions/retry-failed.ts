import { flagsToConfig, type Flags } from "../config/flags-to-config.js";
import { runRetry } from "../retry/run-retry.js";
import type { Session } from "../session.js";
import { resolvePresentation } from "../settings/presentation.js";
import { stateDirectoryOf } from "./state-directory-of.js";

/** `sluice retry-failed`: puts the failed documents of a run through it once more. */
export async function retryFailed(flags: Flags, session: Session): Promise<number> {
  const { cwd } = session.io;
  const stateDirectory = stateDirectoryOf(flags, cwd);
  const given = flagsToConfig({ ...flags, stateDir: undefined });
  return runRetry({ stateDirectory, given, presentation: resolvePresentation(given, cwd) }, session);
}
