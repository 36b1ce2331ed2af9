/** How a broker calls the error, wherever the client has wrapped it; of several attempts, the last one. `null` if it is not the broker's. */
export function apiIdOf(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  if ("apiId" in error && typeof error.apiId === "string") return error.apiId;
  const inner: unknown[] = error instanceof AggregateError ? error.errors : [error.cause];
  return inner.map(apiIdOf).findLast((apiId) => apiId !== null) ?? null;
}
