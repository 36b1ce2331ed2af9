export { openTelemetry, type OpenTelemetry, type OpenTelemetryOptions } from "./opentelemetry/open-telemetry.js";
export { type TraceOptions } from "./opentelemetry/trace-options.js";
