import type { Adapter } from "@sluice/core-events";
import * as z from "zod";
import { defineAdapter } from "./define-adapter.js";
import { clientsPerRun } from "./files/clients-per-run.js";
import { referenceMembers } from "./files/reference-members.js";
import type { HttpClientOptions } from "./http/http-client-options.js";
import { reportsTo } from "./http/request-reports.js";
import { checkPdf } from "./pdf/check-pdf.js";
import { digestOf, pdfDocument, pdfError } from "./pdf/pdf-document.js";
import { PdfWorkers } from "./pdf/pdf-workers.js";
import { checkByteLimit } from "./records/check-byte-limit.js";
import type { DocumentReference } from "./references/document-reference.js";
import { loadReference } from "./references/load-reference.js";
import { PerRun } from "./references/per-run.js";
import { hasSource, referenceShape, SOURCE_MISSING } from "./references/reference-parameters.js";

export type { HttpClientOptions } from "./http/http-client-options.js";
export type { RecordProblem } from "./records/record-problem.js";
export type { DocumentReference } from "./references/document-reference.js";

const parametersSchema = z
  .object({
    ...referenceShape(["**/*.{pdf,PDF}"]),
    password: z.string().min(1).max(1_000).optional().describe("opens encrypted documents"),
  })
  .refine(hasSource, SOURCE_MISSING);

/** The parameters of a `pdf` run. */
export type PdfParameters = Readonly<z.infer<typeof parametersSchema>>;

/** What {@link pdf} may be given; everything has a default. Failed requests are retried by the run, as failed documents are. */
export interface PdfOptions extends Omit<HttpClientOptions, "maxBodyBytes" | "retry"> {
  /** Largest file that is read. @default 67_108_864 (64 MiB) */
  readonly maxFileBytes?: number;
  /** Most pages of one document. @default 10_000 */
  readonly maxPages?: number;
  /** Most characters of text of one document. @default 67_108_864 */
  readonly maxTextChars?: number;
  /** Total time to parse one document. @default 60_000 */
  readonly parseTimeoutMs?: number;
  /** Most memory of one parsing thread, in MB. @default 512 */
  readonly maxMemoryMb?: number;
  /** Whether a document without text, such as a scan, passes with an empty one instead of failing. @default false */
  readonly allowEmptyText?: boolean;
}

/**
 * Reads the text of PDFs, in files of directories, as `files` walks them, and at URLs from the parameters or a list. Needs the
 * optional package `unpdf`, which is loaded when the first document is parsed.
 *
 * A document has one section per page; title, author, dates and licence are those of the information dictionary, else of the XMP
 * metadata. `raw` is that dictionary with size and SHA-256 of the file, never its bytes. The id is the path, or the URL that was asked
 * for without fragment, user information and secret query keys. Text that is written from right to left comes in the order in which it
 * is read, as far as its font and the places of its pieces tell, and `metadata.direction` is `"rtl"`. What the parser warned of is in
 * `metadata.warnings`; characters of which a font does not say the meaning are left out and counted in `metadata.unreadableChars`.
 *
 * Every document has its own outcome: `DOCUMENT_ENCRYPTED` (give `password`), `DOCUMENT_WITHOUT_TEXT` (scans), `SOURCE_TRUNCATED`,
 * `RECORD_MALFORMED`, `RECORD_TOO_LARGE`, `DOCUMENT_DEADLINE`. Parsing happens in threads that have no network and are
 * ended at the deadline or the memory limit.
 *
 * @throws {TypeError} If a header or an allowed host is invalid.
 * @throws {RangeError} If a limit is out of range.
 * @example
 * ```ts
 * const pipeline = new IngestionPipeline({ adapters: [pdf()] });
 * for await (const paper of pipeline.iterResults("pdf", { parameters: { input: "papers/" } })) console.log(paper.docId, paper.title);
 * ```
 */
export function pdf(options: PdfOptions = {}): Adapter<DocumentReference, PdfParameters> {
  const { maxFileBytes = 67_108_864, maxPages = 10_000, maxTextChars = 67_108_864, parseTimeoutMs: timeoutMs = 60_000, maxMemoryMb = 512, allowEmptyText = false, ...http } = options;
  for (const [name, value] of Object.entries({ maxFileBytes, maxPages, maxTextChars, parseTimeoutMs: timeoutMs, maxMemoryMb })) checkByteLimit("pdf", name, value);
  const clients = clientsPerRun(http, { maxFileBytes });
  const workers = new PerRun((signal) => new PdfWorkers({ module: workerModule(), timeoutMs, maxMemoryMb, signal }));
  return defineAdapter<DocumentReference, PdfParameters>({
    name: "pdf",
    description: "Text of PDFs in files and at URLs",
    parameters: parametersSchema,
    ...referenceMembers,
    parse: async (reference, context) => {
      const { docId } = reference;
      const { parameters, signal } = context;
      const { password, followSymlinks } = parameters;
      const { bytes, ...loaded } = await loadReference(reference, { client: () => clients.of(signal), maxFileBytes, followSymlinks, signal, reports: reportsTo(context) });
      checkPdf(bytes, docId);
      const raw = digestOf(bytes);
      const answer = await workers.of(signal).run(docId, { bytes, password, maxPages, maxTextChars });
      if ("failure" in answer) throw pdfError(answer.failure, { docId, hasPassword: password !== undefined });
      return pdfDocument(reference, { content: answer.content, loaded, raw }, { allowEmptyText });
    },
  });
}

/** The module that the threads run: beside this one, as TypeScript where this is. */
function workerModule(): URL {
  return new URL(import.meta.url.endsWith(".ts") ? "./pdf/pdf-worker.ts" : "./pdf/pdf-worker.js", import.meta.url);
}
