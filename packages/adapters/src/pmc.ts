import { resolve } from "node:path";
import { type Adapter, type FetchContext, SluiceError } from "@sluice/core-events";
import { HttpClient } from "./http/http-client.js";
import { checkHttpOptions, type HttpClientOptions } from "./http/http-client-options.js";
import { pauseLeft, recordPause } from "./http/recorded-pause.js";
import { articleDocument } from "./pmc/article-document.js";
import { articleFiles } from "./pmc/article-files.js";
import { Entrez } from "./pmc/entrez.js";
import { fetchArticle } from "./pmc/fetch-article.js";
import { pacedPolicy } from "./pmc/paced-policy.js";
import type { PmcItem } from "./pmc/pmc-item.js";
import { type PmcParameters, pmcParametersSchema } from "./pmc/pmc-parameters.js";
import { asResultCursor } from "./pmc/result-cursor.js";
import { listedArticles, searchArticles } from "./pmc/search-articles.js";
import { checkByteLimit } from "./records/check-byte-limit.js";

export type { HttpClientOptions, PmcItem, PmcParameters };

/** What {@link pmc} may be given; everything has a default. */
export interface PmcOptions extends HttpClientOptions {
  /** @default "https://eutils.ncbi.nlm.nih.gov/entrez/eutils" */
  readonly baseUrl?: string;
  /** The key of runs whose parameters hold no `apiKey`; it is in no parameters, events or checkpoints then. */
  readonly apiKey?: string;
  /** Largest article in a file, after decompression. @default 67_108_864 (64 MiB) */
  readonly maxFileBytes?: number;
}

/**
 * Reads articles in full text, in JATS: of PubMed Central by a search (`term`) or by `ids`, through NCBI's E-utilities, or of local
 * files (`input`: `.xml`, `.nxml`, gzip too; one article each, as often as it is there, whose id is that in it, else the path without
 * extension). `text` of a document is the abstract, `sections` the rest in reading order; references, tables, figures, people, dates,
 * funding, notes and licence are structured `metadata`.
 *
 * The full text is fetched in `fetch`, one article per request and none ahead of the consumer, and not in `parse`: a pause that NCBI
 * asks for, or an outage, then ends the run resumably instead of failing every document that is left; and requests never
 * overlap, which keeps them below the 3 a second that NCBI allows (10 with a key) together with the limit set here, whatever the policy. An article that
 * PMC does not give out fails alone, with `RECORD_UNAVAILABLE`.
 *
 * No DTD is ever fetched and no entity declared: a DOCTYPE passes if it is bare, as that of real articles is. A document holds what the
 * article says; when it was retrieved is in `provenance.retrievedAt` alone, so that runs over the same articles differ in nothing
 * else.
 *
 * @throws {TypeError} If the base URL, a header, an allowed host or a policy is invalid.
 * @throws {RangeError} If a limit is out of range.
 * @example
 * ```ts
 * const pipeline = new IngestionPipeline({ adapters: [pmc({ apiKey })] });
 * const parameters = { term: "rift valley fever AND open access[filter]", email: "me@example.org" };
 * for await (const article of pipeline.iterResults("pmc", { parameters })) …
 * ```
 */
export function pmc(options: PmcOptions = {}): Adapter<PmcItem, PmcParameters> {
  const { baseUrl = "https://eutils.ncbi.nlm.nih.gov/entrez/eutils", apiKey, maxFileBytes = 67_108_864, ...http } = options;
  checkHttpOptions(http);
  checkByteLimit("pmc", "maxFileBytes", maxFileBytes);
  const base = checkedBase(baseUrl);
  return {
    name: "pmc",
    description: "Articles in full text from PubMed Central, or from JATS files",
    parameters: pmcParametersSchema,
    fetch: (context) => {
      const { input, include, exclude, hidden, followSymlinks } = context.parameters;
      if (input !== undefined) return articleFiles({ inputs: input, include, exclude, hidden, followSymlinks, maxFileBytes }, context);
      return fetchArticles(context, { base, http, apiKey: context.parameters.apiKey ?? apiKey });
    },
    identify: ({ docId }) => docId,
    parse: ({ docId, xml, problem, ...item }) => {
      if (xml !== undefined) return articleDocument(xml, docId, item);
      throw new SluiceError(problem?.message ?? `Cannot parse ${docId}: expected XML, received none`, { code: problem?.code ?? "RECORD_MALFORMED", context: { docId } });
    },
    describe: ({ from }) => ({ from }),
    sizeOf: ({ bytes }) => bytes,
    estimateTotal: ({ parameters }) => parameters.ids?.length ?? null,
    fingerprint: ({ input }) => (input === undefined ? {} : { roots: input.map((path) => resolve(path)) }),
  };
}

interface FetchOptions {
  readonly base: URL;
  readonly http: HttpClientOptions;
  readonly apiKey: string | undefined;
}

async function* fetchArticles(context: FetchContext<PmcParameters>, { base, http, apiKey }: FetchOptions): AsyncGenerator<PmcItem> {
  const { tool, email, ids } = context.parameters;
  const credentials = { tool, ...(email === undefined ? {} : { email }), ...(apiKey === undefined ? {} : { api_key: apiKey }) };
  const paced = { ...http, policy: pacedPolicy(http, { host: base.host, hasKey: apiKey !== undefined }) };
  await using client = new HttpClient(paced);
  const entrez = new Entrez(client, { baseUrl: base, credentials, policy: checkHttpOptions(paced).policy.retry, context });
  const from = asResultCursor(context.cursor);
  client.pauseHost(base.host, pauseLeft(from));
  if (ids !== undefined) context.expect(ids.length);
  const results = ids === undefined ? searchArticles(entrez, { ...context.parameters, from }, context) : listedArticles(ids, from);
  for await (const result of results) {
    context.signal.throwIfAborted();
    context.mark(result.cursor);
    yield await fetchArticle(entrez, result, { onPause: recordPause(context, result.cursor) });
  }
}

function checkedBase(baseUrl: string): URL {
  const url = URL.parse(`${baseUrl.replace(/\/{1,9}$/, "")}/`);
  if (url !== null && (url.protocol === "http:" || url.protocol === "https:")) return url;
  throw new TypeError(`Cannot read PMC: baseUrl must be an http or https URL, received ${JSON.stringify(baseUrl)}`);
}
