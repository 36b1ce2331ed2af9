import { resolve } from "node:path";
import type { SluiceConfig } from "../config/config-schema.js";
import { resolveEventLog, absoluteEventLog } from "./event-log.js";
import type { RunSettings } from "./run-settings.js";
import { withoutUndefined } from "./without-undefined.js";

/** Stored settings with what the command line says this time over them; only what may change between attempts. */
export function overrideSettings(stored: RunSettings, given: SluiceConfig, cwd: string): RunSettings {
  const { concurrency, bufferSize, checkpointInterval, progressInterval, limit } = given;
  const { allowHosts, retries, timeout } = given;
  return {
    ...stored,
    parameters: { ...stored.parameters, ...given.parameters },
    require: given.require ?? stored.require,
    rule: given.rule === undefined ? stored.rule : resolve(cwd, given.rule),
    earlyValidation: given.earlyValidation === false ? null : stored.earlyValidation,
    monitors: given.monitors === false ? [] : stored.monitors,
    alerts: given.alerts === false ? null : stored.alerts,
    eventLog: resolveEventLog(absoluteEventLog(given.eventLog, cwd), stored.eventLog),
    maxFailed: given.maxFailed ?? stored.maxFailed,
    limits: { ...stored.limits, ...withoutUndefined({ concurrency, bufferSize, checkpointInterval, progressInterval, limit }) },
    http: { ...stored.http, ...withoutUndefined({ allowHosts, retries, timeout }) },
  };
}
