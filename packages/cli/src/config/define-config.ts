import type { SluiceConfig } from "./config-schema.js";

/**
 * Gives editors the types of a configuration file; returns it unchanged.
 *
 * @example A file sluice.config.ts
 * ```ts
 * import { defineConfig } from "@sluice/cli";
 *
 * export default defineConfig({ adapter: "darwin-core", input: "herbarium.zip", sink: "jsonl:out/specimens.jsonl" });
 * ```
 */
export function defineConfig(config: SluiceConfig): SluiceConfig {
  return config;
}
