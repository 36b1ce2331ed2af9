import { collectSecrets, type FetchContext, Redactor, redactUrl, SluiceError } from "@sluice/core-events";
import { retry, type RetryPolicy } from "@sluice/resilience";
import { badPayload } from "../http/decode-json.js";
import { type Query, withQueryOf } from "../http/extra-query.js";
import type { HttpClient } from "../http/http-client.js";
import { type HostPause, reportsTo } from "../http/request-reports.js";
import { valueAtPath } from "../http/value-at-path.js";
import { articleXml } from "./article-xml.js";

/** One page of a search. */
export interface SearchPage {
  /** As they came; what is no id is for the reader to say. */
  readonly ids: readonly unknown[];
  /** For the ETA alone, or `null` if the answer names no count. */
  readonly total: number | null;
}

/** What {@link Entrez} is made with. */
export interface EntrezOptions {
  readonly baseUrl: URL;
  /** Sent with each request: key, tool and address. */
  readonly credentials: Query;
  /** For answers that are cut or are not what the API documents. */
  readonly policy: RetryPolicy;
  readonly context: Pick<FetchContext, "signal" | "retrying" | "circuitChanged" | "emit">;
}

/** Who is told of a long pause: where reading is to begin again is known there. */
export interface PauseReport {
  readonly onPause: (pause: HostPause) => void;
}

/** The two of NCBI's E-utilities that PMC is read by: ESearch, and EFetch for one article at a time. */
export class Entrez {
  readonly #client: HttpClient;
  readonly #options: EntrezOptions;
  readonly #redactor: Redactor;

  constructor(client: HttpClient, options: EntrezOptions) {
    this.#client = client;
    this.#options = options;
    this.#redactor = new Redactor(collectSecrets(options.credentials));
  }

  /** The URL of a page of a search, without credentials. */
  searchUrl(query: Query): URL {
    return withQueryOf(new URL("esearch.fcgi", this.#options.baseUrl), { ...query, db: "pmc", retmode: "json" });
  }

  /** @throws {SluiceError} `HTTP_BAD_PAYLOAD` for an error with status 200, and as `HttpClient`. */
  async search(url: URL, { onPause }: PauseReport): Promise<SearchPage> {
    const { credentials, context } = this.#options;
    return await this.#client.readJson(withQueryOf(url, credentials), {
      signal: context.signal,
      ...reportsTo(context),
      onPause,
      read: ({ value }) => {
        const ids = valueAtPath(value, "esearchresult.idlist");
        if (!Array.isArray(ids)) throw badPayload(redactUrl(url.href), this.#errorIn(value));
        return { ids: ids as readonly unknown[], total: countOf(valueAtPath(value, "esearchresult.count")) };
      },
    });
  }

  /**
   * The XML of one article, or of the answer that there is none. A cut one is fetched again.
   *
   * @throws {SluiceError} `HTTP_BAD_PAYLOAD` for an answer that is no XML, `SOURCE_TRUNCATED` or `RECORD_MALFORMED` for XML that stays
   * cut or undecodable, and as `HttpClient`.
   */
  async article(id: string, { onPause }: PauseReport): Promise<string> {
    const { baseUrl, credentials, policy, context } = this.#options;
    const bare = withQueryOf(new URL("efetch.fcgi", baseUrl), { db: "pmc", id: id.replace(/^PMC/, ""), retmode: "xml" });
    const fetchOnce = async (): Promise<string> => {
      const answer = await this.#client.getBytes(withQueryOf(bare, credentials), { signal: context.signal, ...reportsTo(context), onPause });
      return articleXml(answer, redactUrl(bare.href));
    };
    return await retry(fetchOnce, {
      policy,
      signal: context.signal,
      isRetryable: isBroken,
      onRetry: ({ attempt, delayMs, error }) => context.retrying({ attempt, delayMs, cause: (error as Error).message, url: redactUrl(bare.href) }), // isBroken lets errors pass alone
    });
  }

  #errorIn(value: unknown): string {
    const error = valueAtPath(value, "esearchresult.ERROR") ?? valueAtPath(value, "error");
    return typeof error === "string" ? `received the error ${JSON.stringify(this.#redactor.text(error).slice(0, 200))}` : "received no list of ids";
  }
}

/** What the client lets pass and is broken all the same; what it could not get it has tried again itself. */
function isBroken(error: unknown): boolean {
  return SluiceError.is(error) && ["HTTP_BAD_PAYLOAD", "SOURCE_TRUNCATED", "RECORD_MALFORMED"].includes(error.code);
}

/** The count is a number in quotes. */
function countOf(count: unknown): number | null {
  return typeof count === "string" && /^\d{1,15}$/.test(count) ? Number(count) : null;
}
