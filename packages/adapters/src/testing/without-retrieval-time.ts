import type { Document } from "@sluice/core-events";

/** Documents without the time at which they were retrieved, which is all that two runs over the same source differ in. */
export function withoutRetrievalTime(documents: readonly unknown[]): unknown[] {
  return (documents as readonly Document[]).map(({ provenance: { retrievedAt: _, ...provenance }, ...document }) => ({ ...document, provenance })); // what parse() gave
}
