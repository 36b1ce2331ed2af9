import { type Document, SluiceError } from "@sluice/core-events";
import { originProvenance, sha256Of } from "../files/origin-provenance.js";
import type { DocumentReference } from "../references/document-reference.js";
import { hasOpenEnd, type LoadedDocument } from "../references/load-reference.js";
import { publicAddress } from "../references/url-reference.js";
import { decodeHtml } from "./decode-html.js";
import { pageFacts } from "./page-metadata.js";
import { parsePage, type ParsePageOptions } from "./parse-page.js";

/** How {@link pageDocument} goes about it. */
export interface PageDocumentOptions extends Omit<ParsePageOptions, "docId"> {
  readonly charset: string | undefined;
}

/**
 * The document that a page is. `raw` holds its markup.
 *
 * @throws {SluiceError} What is wrong with the page; `HTTP_BAD_PAYLOAD`, which may be tried again, for one that was cut off.
 */
export async function pageDocument({ docId, path }: DocumentReference, loaded: LoadedDocument, { charset, ...parsing }: PageDocumentOptions): Promise<Document> {
  const contentType = loaded.headers["content-type"] ?? "";
  requireHtml(docId, contentType);
  const { text: html, encoding } = decodeHtml(loaded.bytes, { docId, contentType, charset });
  if (hasOpenEnd(loaded) && !/<\/(?:html|body)\s{0,99}>\s{0,999}$/i.test(html.slice(-2_000))) throw cut(docId);
  const page = await parsePage(html, { docId, ...parsing });
  const { title, license, metadata } = pageFacts(page, { url: loaded.url });
  const shown = page.main.text === "" ? page.body : page.main;
  const { bytes, url, retrievedAt } = loaded;
  return {
    docId,
    title,
    text: shown.text,
    sections: shown.sections,
    metadata: { ...metadata, charset: encoding, bytes: bytes.length, ...(loaded.modified !== null && { modified: loaded.modified }) },
    provenance: originProvenance("html", { sha256: sha256Of(bytes), path, url: url === null ? null : publicAddress(url), etag: loaded.headers["etag"], retrievedAt, license }),
    raw: { ...(path === undefined ? { url: docId } : { path: docId }), html },
  };
}

function requireHtml(docId: string, contentType: string): void {
  const type = contentType.split(";", 1)[0]?.trim().toLowerCase() ?? "";
  if (type === "" || type === "text/html" || type === "application/xhtml+xml") return;
  const message = `Cannot parse ${docId}: expected text/html, received ${type.slice(0, 100)}`;
  throw new SluiceError(message, { code: "RECORD_MALFORMED", context: { docId, contentType: type } });
}

function cut(docId: string): SluiceError {
  const message = `Cannot parse ${docId}: expected </html> at the end of a body without length, received none`;
  return new SluiceError(message, { code: "HTTP_BAD_PAYLOAD", context: { docId } });
}
