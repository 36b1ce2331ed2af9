import { type Document, type ErrorCode, SluiceError } from "@sluice/core-events";
import { originProvenance, sha256Of } from "../files/origin-provenance.js";
import { publicAddress } from "../references/url-reference.js";
import type { DocumentReference } from "../references/document-reference.js";
import type { LoadedDocument } from "../references/load-reference.js";
import { pdfDate } from "./pdf-date.js";
import type { PdfContent, PdfFailure } from "./pdf-messages.js";

const CODES: Readonly<Record<PdfFailure["kind"], ErrorCode>> = {
  "missing-library": "DEPENDENCY_MISSING",
  encrypted: "DOCUMENT_ENCRYPTED",
  "too-many-pages": "RECORD_TOO_LARGE",
  "too-much-text": "RECORD_TOO_LARGE",
  malformed: "RECORD_MALFORMED",
};

/** The error that fails the one document. */
export function pdfError({ kind, message }: PdfFailure, { docId, hasPassword }: { readonly docId: string; readonly hasPassword: boolean }): SluiceError {
  const problems: Partial<Record<PdfFailure["kind"], string>> = {
    "missing-library": "expected the optional package unpdf, received none; run npm install unpdf",
    encrypted: hasPassword ? "the document is encrypted, and the password is wrong" : "the document is encrypted, and no password was given",
  };
  return new SluiceError(`Cannot parse ${docId}: ${problems[kind] ?? message}`, { code: CODES[kind], context: { docId } });
}

/** What {@link pdfDocument} is made of. */
export interface PdfSource {
  readonly content: PdfContent;
  readonly loaded: Omit<LoadedDocument, "bytes">;
  readonly raw: PdfDigest;
}

/** What `raw` says of the bytes. */
export interface PdfDigest {
  readonly bytes: number;
  readonly sha256: string;
}

/** What tells the bytes from any others. */
export function digestOf(bytes: Buffer): PdfDigest {
  return { bytes: bytes.length, sha256: sha256Of(bytes) };
}

/**
 * The document that a PDF is: one section per page. `raw` is the information dictionary with size and SHA-256 of the file; the
 * bytes themselves have no place in JSON.
 *
 * @throws {SluiceError} `DOCUMENT_WITHOUT_TEXT` if no page has any, unless that is allowed.
 */
export function pdfDocument({ docId, path }: DocumentReference, { content, loaded, raw }: PdfSource, { allowEmptyText }: { readonly allowEmptyText: boolean }): Document {
  const { pages, info, xmp, outline, warnings, unreadableChars } = content;
  const text = pages.filter((page) => page !== "").join("\n\n");
  if (text === "" && !allowEmptyText) throw withoutText(docId, pages.length);
  const { url, headers, retrievedAt } = loaded;
  return {
    docId,
    title: textOf(info["Title"]) ?? textOf(xmp["title"]),
    text,
    sections: pages.map((page, index) => ({ title: `Page ${index + 1}`, text: page })),
    metadata: {
      ...present({
        author: textOf(info["Author"]) ?? textOf(xmp["author"]),
        subject: textOf(info["Subject"]),
        keywords: textOf(info["Keywords"]),
        doi: textOf(xmp["doi"]),
        language: textOf(info["Language"]) ?? textOf(xmp["language"]),
        creator: textOf(info["Creator"]),
        producer: textOf(info["Producer"]),
        created: dateOf(info["CreationDate"]),
        modified: dateOf(info["ModDate"]),
        fileModified: loaded.modified,
        direction: content.rightToLeftChars * 2 > content.chars ? "rtl" : null,
        outline: outline.length === 0 ? null : outline,
        unreadableChars: unreadableChars === 0 ? null : unreadableChars,
        warnings: warnings.length === 0 ? null : warnings,
      }),
      pageCount: pages.length,
      bytes: raw.bytes,
    },
    provenance: originProvenance("pdf", { sha256: raw.sha256, path, url: url === null ? null : publicAddress(url), etag: headers["etag"], retrievedAt, license: textOf(xmp["license"]) }),
    raw: { ...(path === undefined ? { url: docId } : { path: docId }), ...raw, info },
  };
}

function withoutText(docId: string, pages: number): SluiceError {
  const message = `Cannot parse ${docId}: expected text, received ${pages} pages without any; it may be scanned`;
  return new SluiceError(message, { code: "DOCUMENT_WITHOUT_TEXT", context: { docId, pages } });
}

function textOf(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}

function dateOf(value: unknown): string | null {
  return typeof value === "string" ? pdfDate(value) : null;
}

function present(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));
}
