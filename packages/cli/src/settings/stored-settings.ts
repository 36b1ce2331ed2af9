import { type JsonValue, SluiceError } from "@sluice/core-events";
import * as z from "zod";
import { storableForward } from "../forward/forward-target.js";
import { type RunSettings, runSettingsSchema } from "./run-settings.js";
import { storableParameters } from "./secret-parameters.js";
import { storableTarget } from "../targets/target.js";

/** Settings as they go into a state directory: without secrets. */
export function toStored(settings: RunSettings): JsonValue {
  return JSON.parse(JSON.stringify({ ...settings, parameters: storableParameters(settings.parameters), sinks: settings.sinks.map(storableTarget), forward: settings.forward.map(storableForward) })) as JsonValue; // just made from JSON
}

/**
 * Reads settings that come back from a state directory.
 *
 * @throws {SluiceError} `CHECKPOINT_CORRUPT` if they are damaged, `CHECKPOINT_MISMATCH` if a newer release wrote them.
 */
export function fromStored(value: JsonValue, directory: string): RunSettings {
  const result = runSettingsSchema.safeParse(value);
  if (result.success) return result.data;
  const version = z.object({ version: z.number().min(2) }).safeParse(value);
  if (version.success) {
    const message = `Cannot read the settings in ${directory}: version 1 is required, received ${version.data.version}; a newer release wrote them`;
    throw new SluiceError(message, { code: "CHECKPOINT_MISMATCH", context: { directory } });
  }
  const message = `Cannot read the settings in ${directory}: ${z.prettifyError(result.error)}`;
  throw new SluiceError(message, { code: "CHECKPOINT_CORRUPT", context: { directory }, cause: result.error });
}
