export { RUN_METHODS, type RunMethod } from "./run-methods.js";
export { type CallLocation } from "./usage/caller.js";
export { type CallPlace } from "./usage/call-places.js";
export { type OffReason } from "./usage/consent.js";
export { type FlushOutcome } from "./usage/usage-exporter.js";
export { type UsageCounts } from "./usage/usage-counters.js";
export { type PlaceCount, type UsageRecord } from "./usage/usage-record.js";
export { trackUsage, type TrackUsageOptions, type UsageTracker } from "./usage/track-usage.js";
