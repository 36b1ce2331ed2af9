import { resolve } from "node:path";
import type { SluiceConfig } from "../config/config-schema.js";
import { knownAdapter } from "../source/adapter-registry.js";
import { resolveEventLog, absoluteEventLog } from "./event-log.js";
import { resolveForward } from "./forward.js";
import { refuseHttpOptions, resolveHttp } from "./http.js";
import type { RunSettings } from "./run-settings.js";
import { withoutUndefined } from "./without-undefined.js";

/**
 * Stored settings with what the command line says this time over them; only what may change between attempts.
 *
 * @throws {UsageError} If something of it does not apply to the adapter of the run.
 */
export function overrideSettings(stored: RunSettings, given: SluiceConfig, cwd: string): RunSettings {
  const { concurrency, bufferSize, checkpointInterval, progressInterval, limit } = given;
  if (stored.adapterModule === undefined && !knownAdapter(stored.adapter).isHttp) refuseHttpOptions(given, stored.adapter);
  return {
    ...stored,
    parameters: { ...stored.parameters, ...given.parameters },
    require: given.require ?? stored.require,
    rule: given.rule === undefined ? stored.rule : resolve(cwd, given.rule),
    earlyValidation: given.earlyValidation === false ? null : stored.earlyValidation,
    monitors: given.monitors === false ? [] : stored.monitors,
    alerts: given.alerts === false ? null : stored.alerts,
    eventLog: resolveEventLog(absoluteEventLog(given.eventLog, cwd), stored.eventLog),
    forward: resolveForward(given.forward, stored.forward),
    maxFailed: given.maxFailed ?? stored.maxFailed,
    limits: { ...stored.limits, ...withoutUndefined({ concurrency, bufferSize, checkpointInterval, progressInterval, limit }) },
    http: { ...stored.http, ...resolveHttp(given, cwd) },
  };
}
