import { flagsToConfig, type Flags } from "../config/flags-to-config.js";
import { runIngestion } from "../run/run-ingestion.js";
import type { Session } from "../session.js";
import { loadStoredSettings } from "../settings/load-stored-settings.js";
import { overrideSettings } from "../settings/override-settings.js";
import { resolvePresentation } from "../settings/presentation.js";
import { stateDirectoryOf } from "./state-directory-of.js";

/** `sluice resume`: goes on with the run in a state directory, with the settings it was started with. */
export async function resume(flags: Flags, session: Session): Promise<number> {
  const { cwd } = session.io;
  const stateDirectory = stateDirectoryOf(flags, cwd);
  const given = flagsToConfig({ ...flags, stateDir: undefined });
  const settings = overrideSettings(await loadStoredSettings(stateDirectory), given, cwd);
  return runIngestion({ settings, stateDirectory, presentation: resolvePresentation(given, cwd), restart: false }, session);
}
