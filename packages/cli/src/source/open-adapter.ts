import type { AnyAdapter } from "@sluice/core-events";
import type { RunSettings } from "../settings/run-settings.js";
import type { ResolvedParameters } from "../settings/secret-parameters.js";
import { adapterOptions } from "./adapter-options.js";
import { knownAdapter } from "./adapter-registry.js";
import { openAdapterModule } from "./open-adapter-module.js";
import { requireParameters } from "./require-parameters.js";

/**
 * Loads and makes the adapter of a run: one of ours, or the module that was named when the run was started.
 *
 * @throws {SluiceError} `PARAMETERS_INVALID` if the run's parameters do not fit it.
 */
export async function openAdapter(settings: RunAdapter, given: Pick<ResolvedParameters, "adapterOptions" | "parameters">): Promise<AnyAdapter> {
  const adapter = await makeAdapter(settings, given);
  requireParameters(adapter, given.parameters);
  return adapter;
}

type RunAdapter = Pick<RunSettings, "adapter" | "adapterModule" | "http">;

async function makeAdapter({ adapter, adapterModule, http }: RunAdapter, { adapterOptions: options }: Pick<ResolvedParameters, "adapterOptions">): Promise<AnyAdapter> {
  if (adapterModule === undefined) return knownAdapter(adapter).load(adapterOptions(http));
  return (await openAdapterModule(adapterModule, { http: adapterOptions(http), options })).adapter;
}
