import { collectSecrets, redactUrl, Redactor, SluiceError } from "@sluice/core-events";
import type { RetryNotice } from "@sluice/core-events";
import { Deadline, type FailedAttempt, retry, sleep } from "@sluice/resilience";
import type { ParsedJson } from "../text/parse-json-exactly.js";
import { decodeJson } from "./decode-json.js";
import { HostPauses } from "./host-pauses.js";
import { checkHttpOptions, type CheckedHttpOptions, type HttpClientOptions } from "./http-client-options.js";
import { HttpConnections, type RawAnswer } from "./http-connections.js";
import { discard, readBody } from "./read-body.js";
import { followRedirect, type Hop, isRedirect } from "./redirect.js";
import { withoutCredentials, withUserInfo } from "./request-headers.js";
import { retryAfterOf, retryNotice, statusCodeOf } from "./retry-notice.js";
import { statusError, tryAgainLater } from "./status-error.js";
import { asHttpError } from "./transport-error.js";

/** What one request may be given. */
export interface HttpRequestOptions {
  readonly signal?: AbortSignal | undefined;
  /** Called once per retry, before the wait. */
  readonly onRetry?: ((retry: RetryNotice) => void) | undefined;
  /** The origin that the client's secret headers belong to; a URL elsewhere gets none of them. @default the URL's own */
  readonly credentialOrigin?: string | undefined;
}

/** What a JSON request is given that makes something of the answer. */
export interface ReadJsonOptions<T> extends HttpRequestOptions {
  /** Part of the attempt: an answer that is not what the API documents is fetched again if the error is retryable. */
  readonly read: (answer: JsonAnswer) => T;
}

/** A successful answer. */
export interface BytesAnswer {
  readonly bytes: Buffer;
  /** Where the answer came from, after redirects. */
  readonly url: URL;
  readonly statusCode: number;
  /** By lower-case name; repeated ones are joined by commas. */
  readonly headers: Readonly<Record<string, string>>;
}

/** A successful answer in JSON. */
export interface JsonAnswer extends Omit<BytesAnswer, "bytes">, ParsedJson {
  /** Bytes of the body after decoding. */
  readonly size: number;
}

const EXCERPT_BYTES = 16_384;
const EXCERPT_CHARS = 300;

/**
 * Fetches over HTTP as if every server were about to fail: bounded in time and size, retried with backoff and `Retry-After`,
 * and kept to public addresses and hosts allowed by name, at every hop.
 *
 * Only GET is offered, so everything may be retried. Safe to use in parallel: a host that asks for a pause is left alone by
 * all requests of the client. Dispose it when done; requests under way are then aborted.
 *
 * @example
 * ```ts
 * await using client = new HttpClient({ headers: { "x-api-key": key } });
 * const { value } = await client.getJson("https://api.example.org/items?page=1", { signal });
 * ```
 */
export class HttpClient implements AsyncDisposable {
  readonly #options: CheckedHttpOptions;
  readonly #connections: HttpConnections;
  readonly #pauses = new HostPauses();

  constructor(options: HttpClientOptions = {}) {
    this.#options = checkHttpOptions(options);
    this.#connections = new HttpConnections(this.#options);
  }

  /**
   * Fetches and decodes a JSON document.
   *
   * @throws {SluiceError} `HTTP_BAD_PAYLOAD` for markup, an empty body or anything else that is no strict UTF-8 JSON; and as `getBytes`.
   */
  async getJson(url: string | URL, options: HttpRequestOptions = {}): Promise<JsonAnswer> {
    return await this.readJson(url, { ...options, read: (answer) => answer });
  }

  /** What `read` makes of a JSON document; else as `getJson`. */
  async readJson<T>(url: string | URL, { read, ...options }: ReadJsonOptions<T>): Promise<T> {
    return await this.#retrying(url, { accept: "application/json" }, options, ({ bytes, ...answer }) => {
      const contentType = answer.headers["content-type"] ?? "";
      return read({ ...answer, size: bytes.length, ...decodeJson({ bytes, contentType, url: redactUrl(answer.url.href) }) });
    });
  }

  /**
   * Fetches a body whole.
   *
   * @throws {TypeError} If the URL is none.
   * @throws {SluiceError} `HTTP_STATUS`, `HTTP_TRANSPORT`, `HTTP_DEADLINE`, `HTTP_BODY_TOO_LARGE`, `HOST_FORBIDDEN` or `TRY_AGAIN_LATER`.
   * @throws The signal's reason.
   */
  async getBytes(url: string | URL, options: HttpRequestOptions = {}): Promise<BytesAnswer> {
    return await this.#retrying(url, { accept: "*/*" }, options, (answer) => answer);
  }

  /** Aborts what is under way and closes every connection. */
  async close(): Promise<void> {
    await this.#connections.close();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  async #retrying<T>(
    url: string | URL,
    headers: Readonly<Record<string, string>>,
    options: HttpRequestOptions,
    read: (answer: BytesAnswer) => T,
  ): Promise<T> {
    if (this.#connections.closed) throw new TypeError("Cannot fetch: the HTTP client is closed");
    const hop = this.#firstHop(new URL(url), headers, options.credentialOrigin);
    return await retry(async () => this.#read(await this.#attempt(hop, options.signal), read), {
      policy: this.#options.retry,
      signal: options.signal,
      isRetryable: (error) => SluiceError.is(error) && error.retryable && error.code !== "TRY_AGAIN_LATER" && !this.#connections.closed,
      delayOf: (error) => retryAfterOf(error),
      onRetry: (failed) => this.#announce(failed, hop, options.onRetry),
    });
  }

  #firstHop(url: URL, extra: Readonly<Record<string, string>>, credentialOrigin = url.origin): Hop {
    const ours = { ...extra, ...this.#options.headers };
    const headers = credentialOrigin === url.origin ? withUserInfo(ours, url) : withoutCredentials(ours);
    return { url, headers, redirects: 0 };
  }

  async #attempt(first: Hop, signal: AbortSignal | undefined): Promise<BytesAnswer> {
    await this.#waitForHost(first.url, signal);
    const { timeoutMs } = this.#options;
    using deadline = new Deadline(timeoutMs, { signal, reason: () => deadlineError(first.url, timeoutMs) });
    try {
      return await this.#follow(first, deadline.signal);
    } catch (error) {
      signal?.throwIfAborted();
      throw asHttpError(deadline.expired && !SluiceError.is(error) ? deadline.signal.reason : error, first.url);
    }
  }

  #read<T>(answer: BytesAnswer, read: (answer: BytesAnswer) => T): T {
    try {
      return read(answer);
    } catch (error) {
      if (SluiceError.is(error) && error.code === "HTTP_BAD_PAYLOAD") this.#connections.renew(); // what else those connections hold is not to be trusted
      throw error;
    }
  }

  /** Every request waits for the pause that another one was told of. */
  async #waitForHost(url: URL, signal: AbortSignal | undefined): Promise<void> {
    for (let left = this.#pauses.remainingMs(url.origin); left > 0; left = this.#pauses.remainingMs(url.origin)) {
      if (left > this.#options.maxRetryAfterMs) throw tryAgainLater(redactUrl(url.href), left);
      await sleep(left, signal);
    }
  }

  async #follow(hop: Hop, signal: AbortSignal): Promise<BytesAnswer> {
    const answer = await this.#connections.request(hop, signal);
    if (isRedirect(answer.statusCode)) {
      discard(answer.body);
      return await this.#follow(followRedirect(hop, answer.statusCode, answer.headers["location"]), signal);
    }
    if (answer.statusCode < 200 || answer.statusCode > 299) throw await this.#failure(hop, answer);
    const bytes = await readBody(answer.body, bodyOptions(answer, this.#options.maxBodyBytes));
    return { bytes, url: hop.url, statusCode: answer.statusCode, headers: answer.headers };
  }

  async #failure(hop: Hop, answer: RawAnswer): Promise<SluiceError> {
    const { statusCode, headers } = answer;
    const excerpt = await this.#excerpt(hop, answer);
    const failed = { url: hop.url, statusCode, retryAfter: headers["retry-after"], date: headers["date"], excerpt };
    const error = statusError(failed, this.#options);
    const pauseMs = retryAfterOf(error);
    if (pauseMs !== null) this.#pauses.pause(hop.url.origin, pauseMs);
    return error;
  }

  /** The start of an error body helps to find the fault; that it cannot be read does not matter beside the status. */
  async #excerpt({ url, headers }: Hop, answer: RawAnswer): Promise<string> {
    const text = await readBody(answer.body, bodyOptions(answer, EXCERPT_BYTES)).then((bytes) => bytes.toString("utf8"), () => "");
    const secrets = collectSecrets({ url: url.href, headers }).flatMap((secret) => [secret, ...secret.split(" ")]);
    return new Redactor(secrets).text(text).slice(0, EXCERPT_CHARS);
  }

  #announce(failed: FailedAttempt, { url }: Hop, onRetry: HttpRequestOptions["onRetry"]): void {
    const statusCode = statusCodeOf(failed.error);
    if (statusCode === 429 || statusCode === 503) this.#pauses.pause(url.origin, failed.delayMs);
    onRetry?.(retryNotice(failed, url));
  }
}

function bodyOptions({ headers }: RawAnswer, maxBytes: number): Parameters<typeof readBody>[1] {
  const length = Number(headers["content-length"] ?? Number.NaN);
  return { contentEncoding: headers["content-encoding"] ?? "", contentLength: Number.isFinite(length) ? length : null, maxBytes };
}

function deadlineError(url: URL, timeoutMs: number): SluiceError {
  const address = redactUrl(url.href);
  const message = `Cannot fetch ${address}: expected the whole answer within ${timeoutMs} ms, received less`;
  return new SluiceError(message, { code: "HTTP_DEADLINE", context: { url: address, timeoutMs } });
}
