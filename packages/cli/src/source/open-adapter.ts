import type { AnyAdapter } from "@sluice/core-events";
import type { RunSettings } from "../settings/run-settings.js";
import { knownAdapter } from "./adapter-registry.js";
import { adapterOptions } from "./adapter-options.js";

/** Loads and makes the adapter of a run. */
export function openAdapter({ adapter, http }: Pick<RunSettings, "adapter" | "http">): Promise<AnyAdapter> {
  return knownAdapter(adapter).load(adapterOptions(http));
}
