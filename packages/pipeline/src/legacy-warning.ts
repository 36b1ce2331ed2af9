let warned = false;

/** Warns once per process of the legacy call, unless `SLUICE_SILENCE_DEPRECATIONS=1` says not to. */
export function warnOfLegacyCall(): void {
  if (warned || process.env["SLUICE_SILENCE_DEPRECATIONS"] === "1") return;
  warned = true;
  process.emitWarning(
    "runAsyncLegacy() collects every document in memory and will be removed six months after 1.0; use iterResults(adapter, { onFailure: \"throw\" }) or streamEvents()",
    { type: "DeprecationWarning", code: "SLUICE_DEP001" },
  );
}
