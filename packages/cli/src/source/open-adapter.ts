import type { AnyAdapter } from "@sluice/core-events";
import type { RunSettings } from "../settings/run-settings.js";
import type { ResolvedParameters } from "../settings/secret-parameters.js";
import { adapterOptions } from "./adapter-options.js";
import { knownAdapter } from "./adapter-registry.js";
import { openAdapterModule } from "./open-adapter-module.js";

/** Loads and makes the adapter of a run: one of ours, or the module that was named when the run was started. */
export async function openAdapter(
  { adapter, adapterModule, http }: Pick<RunSettings, "adapter" | "adapterModule" | "http">,
  { adapterOptions: options }: Pick<ResolvedParameters, "adapterOptions">,
): Promise<AnyAdapter> {
  if (adapterModule === undefined) return knownAdapter(adapter).load(adapterOptions(http));
  return (await openAdapterModule(adapterModule, { http: adapterOptions(http), options })).adapter;
}
