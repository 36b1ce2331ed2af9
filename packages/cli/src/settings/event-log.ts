import { resolve } from "node:path";
import type { SluiceConfig } from "../config/config-schema.js";
import type { EventLogConfig } from "../config/event-log-schema.js";
import { EVENT_LOG_DEFAULTS, type EventLogSettings } from "../log/event-log-settings.js";
import { withoutUndefined } from "./without-undefined.js";

type EventLog = SluiceConfig["eventLog"];

/** Options above over those below, one by one; a mere "on" keeps those below. */
export function mergeEventLog(below: EventLog, above: EventLog): EventLog {
  if (above === undefined) return below;
  if (above === false || below === undefined || typeof below === "boolean") return above;
  return { ...optionsOf(below), ...optionsOf(above) };
}

/** The same with an absolute path. */
export function absoluteEventLog(eventLog: EventLog, directory: string): EventLog {
  if (eventLog === undefined || typeof eventLog === "boolean") return eventLog;
  const options = optionsOf(eventLog);
  return options.directory === undefined ? options : { ...options, directory: resolve(directory, options.directory) };
}

/** Fills in what is not given from what was before; `null` for a run that keeps no log. */
export function resolveEventLog(eventLog: EventLog, before: EventLogSettings | null = EVENT_LOG_DEFAULTS): EventLogSettings | null {
  if (eventLog === undefined) return before;
  if (eventLog === false) return null;
  return { ...(before ?? EVENT_LOG_DEFAULTS), ...withoutUndefined(optionsOf(eventLog)) };
}

function optionsOf(eventLog: Exclude<EventLog, undefined | false>): EventLogConfig {
  if (eventLog === true) return {};
  return typeof eventLog === "string" ? { directory: eventLog } : eventLog;
}
