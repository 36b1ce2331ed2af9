import { Redactor } from "@sluice/core-events";
import type { SluiceConfig } from "../config/config-schema.js";
import { flagsToConfig, type Flags } from "../config/flags-to-config.js";
import { loadConfig } from "../config/load-config.js";
import { runEagerly } from "../run/run-eagerly.js";
import { runIngestion, type IngestionPlan } from "../run/run-ingestion.js";
import type { Session } from "../session.js";
import { resolveHttp } from "../settings/http.js";
import { mergeConfig } from "../settings/merge-config.js";
import { type Presentation, resolvePresentation } from "../settings/presentation.js";
import { resolveSettings } from "../settings/resolve-settings.js";
import type { RunSettings } from "../settings/run-settings.js";
import { adapterOptions } from "../source/adapter-options.js";
import { chooseModule } from "../source/choose-module.js";
import { loadPlugin, type LoadPluginOptions } from "../source/load-plugin.js";
import { moduleFlags } from "../source/module-flags.js";
import { requireDistinctFiles } from "../targets/distinct-files.js";
import { defaultStateDirectory } from "../targets/state-paths.js";
import { isStdout } from "../targets/target.js";
import { UsageError } from "../usage-error.js";

/** `sluice ingest`: options and configuration become a plan, which is then run. */
export async function ingest(flags: Flags, session: Session): Promise<number> {
  const { cwd } = session.io;
  const named = typeof flags["config"] === "string" ? flags["config"] : undefined;
  const file = await loadConfig(cwd, named);
  const given = flagsToConfig(flags);
  const config = mergeConfig(file, given, cwd);
  const chosen = chooseModule({ file, flags: given, named: moduleFlags(flags)[0], cwd });
  const plugin = chosen === null ? null : await loadPlugin(chosen, pluginOptions(config, session));
  const settings = resolveSettings(config, { plugin, cwd });
  const presentation = resolvePresentation(config, cwd);
  refuseTwoOnStdout(settings, presentation);
  const isEager = flags["stream"] === false;
  const stateDirectory = isEager ? null : (config.stateDir ?? defaultStateDirectory(settings, cwd));
  if (settings.sinks.every(isStdout) && config.stateDir !== undefined) throw new UsageError("Cannot keep the state of a run into stdout: it cannot be resumed, because nothing can be cut back there");
  if (isEager && config.stateDir !== undefined) throw new UsageError("Cannot keep the state of an eager run (--no-stream): it cannot be resumed");
  if (isEager && presentation.output === "ndjson") throw new UsageError("Cannot stream the events of an eager run: expected either --no-stream or --output ndjson, received both");
  if (isEager && (typeof flags["eventLog"] === "string" || presentation.metricsSnapshots !== null)) throw new UsageError("Cannot keep the events or the figures of an eager run (--no-stream): it tells nothing before its end");
  if (isEager && settings.forward.length > 0) throw new UsageError("Cannot forward the events of an eager run (--no-stream): expected one of the two, or --no-forward");
  await requireDistinctFiles({ settings, stateDirectory, presentation, cwd });
  const plan: IngestionPlan = { settings, stateDirectory, presentation, restart: flags["restart"] === true };
  return isEager ? runEagerly(plan, session) : runIngestion(plan, session);
}

function pluginOptions(config: SluiceConfig, { io, terminal }: Session): LoadPluginOptions {
  return { http: adapterOptions(resolveHttp(config, io.cwd)), env: io.env, onSecrets: (secrets) => terminal.redactWith(new Redactor(secrets)) };
}

function refuseTwoOnStdout({ sinks }: RunSettings, { output }: Presentation): void {
  if (!sinks.some(isStdout) || (output !== "json" && output !== "ndjson")) return;
  throw new UsageError(`Cannot write documents and --output ${output} to the same stdout: expected one of the two`);
}
