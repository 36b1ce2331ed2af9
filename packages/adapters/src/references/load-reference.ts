import { SluiceError } from "@sluice/core-events";
import { readWholeFile } from "../directory/read-whole-file.js";
import type { HttpClient } from "../http/http-client.js";
import type { RequestReports } from "../http/request-reports.js";
import { type DocumentReference, throwProblem } from "./document-reference.js";
import { addressOf } from "./url-reference.js";

/** How {@link loadReference} goes about it. */
export interface LoadOptions {
  /** Called only for URLs. */
  readonly client: () => HttpClient;
  readonly maxFileBytes: number;
  readonly followSymlinks: boolean;
  readonly signal: AbortSignal;
  /** What the request tells of while it is under way. */
  readonly reports: RequestReports;
}

/** The bytes of a document, and what is known of them. */
export interface LoadedDocument {
  readonly bytes: Buffer;
  /** Where they came from in the end, after redirects; `null` for files. */
  readonly url: URL | null;
  readonly headers: Readonly<Record<string, string>>;
  /** When a file was last changed, or what the server says. */
  readonly modified: string | null;
  /** When they came from a server, in ms since epoch; `null` for files. */
  readonly retrievedAt: number | null;
}

/**
 * Reads the file or fetches the URL of a reference.
 *
 * @throws {SluiceError} Whatever stands in the way; `HTTP_BAD_PAYLOAD`, which may be tried again, for an empty body.
 */
export async function loadReference(reference: DocumentReference, { client, maxFileBytes, followSymlinks, signal, reports }: LoadOptions): Promise<LoadedDocument> {
  throwProblem(reference);
  if (reference.path !== undefined) {
    const { bytes, modified } = await readWholeFile(reference.path, { maxFileBytes, followSymlinks, signal });
    return { bytes, url: null, headers: {}, modified, retrievedAt: null };
  }
  const address = addressOf(reference);
  if (address === null) throw new TypeError(`Cannot read ${reference.docId}: expected a reference with path or url, received neither`);
  const { bytes, url, headers } = await client().getBytes(address, { ...reports, signal });
  if (bytes.length === 0) {
    throw new SluiceError(`Cannot read ${reference.docId}: expected a document, received an empty body`, { code: "HTTP_BAD_PAYLOAD", context: { url: reference.url } });
  }
  return { bytes, url, headers, modified: headers["last-modified"] ?? null, retrievedAt: Date.now() };
}

/** Whether the end of the body is known only by the end of the connection, so that a cut one looks whole. */
export function hasOpenEnd({ url, headers }: LoadedDocument): boolean {
  return url !== null && !("content-length" in headers) && !/\bchunked\b/i.test(headers["transfer-encoding"] ?? "");
}
