/** What `no-legacy-run-async` reports, and the titles of its suggestions in the editor. */
export const legacyMessages = {
  legacyMethod: "runAsyncLegacy() collects every document before the first can be used: read iterResults() instead",
  legacyContract: "runAsync() is used with its 0.x contract, a list of every document: read iterResults() instead",
  legacyMethodUntyped:
    "runAsyncLegacy() collects every document before the first can be used: read iterResults() instead (types are missing here, so only what imports show was checked)",
  legacyContractUntyped:
    "runAsync() is used with its 0.x contract, a list of every document: read iterResults() instead (types are missing here, so only what imports show was checked)",
  streamLoop: "Loop over the stream of iterResults()",
  streamYield: "Pass on the stream of iterResults()",
  streamList: "Collect the stream of iterResults() with Array.fromAsync()",
  streamCollect: "Collect the stream of iterResults() in a loop",
  streamDrain: "Read the stream of iterResults() to its end",
  streamEvents: "Loop over streamEvents(), where failures can be handled document by document",
  keepLegacy: "Keep the 0.x contract for now as runAsyncLegacy()",
} as const;

export type LegacyMessage = keyof typeof legacyMessages;
