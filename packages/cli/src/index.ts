export { configJsonSchema } from "./config/config-json-schema.js";
export { type SluiceConfig } from "./config/config-schema.js";
export { defineConfig } from "./config/define-config.js";
export { EXIT_CODES } from "./exit-codes.js";
export { type Io, type OutputStream, type StopSignal } from "./io.js";
export { main } from "./main.js";
export { processIo } from "./process-io.js";
export { type RunSummary } from "./report/run-summary.js";
export { earlyValidation, type EarlyValidationOptions } from "@sluice/monitors";
