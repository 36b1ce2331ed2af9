import type { Adapter } from "@sluice/core-events";
import * as z from "zod";
import { defineAdapter } from "./define-adapter.js";
import { clientsPerRun } from "./files/clients-per-run.js";
import { encodingSchema } from "./files/encoding-schema.js";
import { referenceMembers } from "./files/reference-members.js";
import { pageDocument } from "./html/page-document.js";
import type { HttpClientOptions } from "./http/http-client-options.js";
import { reportsTo } from "./http/request-reports.js";
import { checkByteLimit } from "./records/check-byte-limit.js";
import type { DocumentReference } from "./references/document-reference.js";
import { loadReference } from "./references/load-reference.js";
import { hasSource, referenceShape, SOURCE_MISSING } from "./references/reference-parameters.js";

export type { HttpClientOptions } from "./http/http-client-options.js";
export type { RecordProblem } from "./records/record-problem.js";
export type { DocumentReference } from "./references/document-reference.js";

const parametersSchema = z
  .object({
    ...referenceShape(["**/*.{html,htm,xhtml,HTML,HTM,XHTML}"]),
    charset: encodingSchema.optional().describe("how pages are encoded, whatever they say of themselves (default: what server or page says, else utf-8)"),
  })
  .refine(hasSource, SOURCE_MISSING);

/** The parameters of an `html` run. */
export type HtmlParameters = Readonly<z.infer<typeof parametersSchema>>;

/** What {@link html} may be given; everything has a default. Failed requests are retried by the run, as failed documents are. */
export interface HtmlOptions extends Omit<HttpClientOptions, "maxBodyBytes" | "retry"> {
  /** Largest page that is read, in bytes after decompression. @default 16_777_216 (16 MiB) */
  readonly maxFileBytes?: number;
  /** Deepest nesting of elements. @default 2_000 */
  readonly maxDepth?: number;
  /** Most links kept in `metadata.links`; `metadata.linkCount` counts all. @default 1_000 */
  readonly maxLinks?: number;
  /** Total time to parse one page. @default 30_000 */
  readonly parseTimeoutMs?: number;
}

/**
 * Reads web pages: HTML files of directories, as `files` walks them, and URLs from the parameters or a list.
 *
 * The id of a page is its path, or the URL that was asked for without fragment, user information and secret query keys; where redirects
 * led is in `provenance.url`, what the page calls itself in `metadata.canonicalUrl`. `text` is what a reader would see, of
 * `<main>` where there is one, without scripts, styles, templates, navigation, the footer of the page and what it hides; headings cut
 * it into `sections`. Title, description, authors, dates, language and licence are those the page states; `raw` holds the markup.
 * The version is the server's `ETag`, else the digest of the bytes.
 *
 * Nothing that a page refers to is fetched. A page that cannot be fetched, decoded or parsed within the limits fails alone. Pages are
 * fetched as they are parsed, so a run's `concurrency` holds for requests too. Secrets in URLs stay out of ids and dead
 * letters; retrying such a letter asks without them.
 *
 * @throws {TypeError} If a header or an allowed host is invalid.
 * @throws {RangeError} If a limit is out of range.
 * @example
 * ```ts
 * const pipeline = new IngestionPipeline({ adapters: [html()] });
 * const parameters = { urls: ["https://example.org/"], input: "mirror/" };
 * for await (const page of pipeline.iterResults("html", { parameters })) console.log(page.docId, page.title);
 * ```
 */
export function html(options: HtmlOptions = {}): Adapter<DocumentReference, HtmlParameters> {
  const { maxFileBytes = 16_777_216, maxDepth = 2_000, maxLinks = 1_000, parseTimeoutMs: timeoutMs = 30_000, ...http } = options;
  const limits = { maxFileBytes, maxDepth, maxLinks, parseTimeoutMs: timeoutMs };
  for (const [name, value] of Object.entries(limits)) checkByteLimit("html", name, value);
  const clients = clientsPerRun(http, { maxFileBytes });
  return defineAdapter<DocumentReference, HtmlParameters>({
    name: "html",
    description: "Web pages in files and at URLs",
    parameters: parametersSchema,
    ...referenceMembers,
    parse: async (reference, context) => {
      const { parameters, signal } = context;
      const { followSymlinks, charset } = parameters;
      const loaded = await loadReference(reference, { client: () => clients.of(signal), maxFileBytes, followSymlinks, signal, reports: reportsTo(context) });
      return await pageDocument(reference, loaded, { charset, maxDepth, maxLinks, timeoutMs, signal });
    },
  });
}
