import { flagsToConfig, type Flags } from "../config/flags-to-config.js";
import { completeText, reportSettled } from "../run/report-settled.js";
import { runIngestion } from "../run/run-ingestion.js";
import { hasUnfinishedRetry } from "../retry/unfinished-retry.js";
import type { Session } from "../session.js";
import { loadStoredRun, type StoredRun } from "../settings/load-stored-run.js";
import { overrideSettings } from "../settings/override-settings.js";
import { lacksSecrets } from "../settings/secret-parameters.js";
import { resolvePresentation } from "../settings/presentation.js";
import { requireDistinctFiles } from "../targets/distinct-files.js";
import { stateDirectoryOf } from "./state-directory-of.js";

/** `sluice resume`: goes on with the run in a state directory, with the settings it was started with. */
export async function resume(flags: Flags, session: Session): Promise<number> {
  const { cwd } = session.io;
  const stateDirectory = stateDirectoryOf(flags, cwd);
  const given = flagsToConfig({ ...flags, stateDir: undefined });
  const run = await loadStoredRun(stateDirectory);
  const settings = overrideSettings(run.settings, given, cwd);
  const presentation = resolvePresentation(given, cwd);
  await requireDistinctFiles({ settings, stateDirectory, presentation, cwd });
  const counts = lacksSecrets(settings) && settings.forward.length === 0 && presentation.output !== "ndjson" ? await finishedCounts(run, stateDirectory) : null;
  if (counts !== null) return reportSettled({ settings, stateDirectory, presentation, counts, text: completeText(counts) }, session);
  return runIngestion({ settings, stateDirectory, presentation, restart: false }, session);
}

/** The counts of a run that has come to its end and that nobody is at; a secret that is not stored is not asked for just to say so. */
async function finishedCounts({ checkpoint, lock }: StoredRun, stateDirectory: string): Promise<StoredRun["checkpoint"]> {
  const isFinished = checkpoint?.status === "completed" && lock?.alive !== true && !(await hasUnfinishedRetry(stateDirectory));
  return isFinished ? checkpoint : null;
}
