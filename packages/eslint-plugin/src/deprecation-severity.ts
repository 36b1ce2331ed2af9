import { runAsyncLegacyDeprecation, stageOfRelease } from "@sluice/core-events/deprecations";

/** How `recommended` reports the legacy call: by the stage that the deprecation had when this release was made. */
export const legacySeverity: "warn" | "error" = stageOfRelease(runAsyncLegacyDeprecation).lint;
