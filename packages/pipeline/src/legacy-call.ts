import { SluiceError } from "@sluice/core-events";
import { type DeprecationStage, runAsyncLegacyDeprecation as deprecation, stageBegins, stageOfRelease } from "@sluice/core-events/deprecations";

/** Call sites remembered, so that code which is generated or evaluated again and again cannot make memory grow. */
const MAX_SITES = 1_000;

const warned = new Set<string>();

/**
 * Does what the deprecation plan says of a legacy call: warns once per process, warns once per call site, or refuses.
 * `SLUICE_SILENCE_DEPRECATIONS=1` silences warnings; a removed method stays removed.
 *
 * @param stage Of the plan; the one that this release was made in unless a test says otherwise.
 * @throws {SluiceError} `API_REMOVED` in the last stage.
 */
export function admitLegacyCall(stage: DeprecationStage = stageOfRelease(deprecation)): void {
  if (stage.call === "throw") {
    const message = `Cannot run ${deprecation.api}: it was removed, use ${deprecation.replacement}; npx @sluice/codemod rewrites the calls`;
    throw new SluiceError(message, { code: "API_REMOVED", context: { api: deprecation.api } });
  }
  if (process.env["SLUICE_SILENCE_DEPRECATIONS"] === "1") return;
  const site = stage.call === "warn-per-call-site" ? callSite() : "process";
  if (warned.has(site) || warned.size >= MAX_SITES) return;
  warned.add(site);
  process.emitWarning(`${deprecation.api}() collects every document in memory and ${removal()}; use ${deprecation.replacement}`, {
    type: "DeprecationWarning",
    code: deprecation.code,
    ...(site !== "process" && { detail: `Called ${site}` }),
  });
}

function removal(): string {
  const last = deprecation.stages.at(-1);
  const begins = last === undefined ? null : stageBegins(deprecation, last);
  return begins === null ? `will be removed ${last?.month ?? 0} months after ${deprecation.since}` : `will be removed on ${begins.toISOString().slice(0, 10)}`;
}

/** The line of the stack that called `runAsyncLegacy`, or a constant where the engine gives no stack. */
function callSite(): string {
  const lines = new Error().stack?.split("\n") ?? [];
  const method = lines.findIndex((line) => line.includes("runAsyncLegacy"));
  return lines[method + 1]?.trim() ?? "at an unknown place";
}
