export { eventLogger, type EventLogger, type EventLoggerOptions } from "./logging/event-logger.js";
export { type LogLevel } from "./logging/log-entry.js";
