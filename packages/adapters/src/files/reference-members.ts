import type { FetchContext, JsonValue } from "@sluice/core-events";
import type { DocumentReference } from "../references/document-reference.js";
import { fingerprintReferences, readReferences } from "../references/read-references.js";
import type { ReferenceParameters } from "../references/reference-parameters.js";

/** What adapters of documents in files and at URLs have in common: everything but name, parameters and `parse`. */
export const referenceMembers = {
  fetch: (context: FetchContext<ReferenceParameters>): AsyncIterable<DocumentReference> => readReferences(context),
  identify: ({ docId }: DocumentReference): string => docId,
  describe: ({ path, url }: DocumentReference): Record<string, JsonValue> => ({ ...(path !== undefined && { path }), ...(url !== undefined && { url }) }),
  sizeOf: ({ bytes }: DocumentReference): number => bytes ?? 0,
  fingerprint: fingerprintReferences,
};
