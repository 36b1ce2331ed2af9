import { redactUrl, SluiceError } from "@sluice/core-events";
import { Deadline, type FailedAttempt, retry } from "@sluice/resilience";
import { decodeJson } from "./decode-json.js";
import { HostGate } from "./host-gate.js";
import type { BytesAnswer, JsonAnswer } from "./http-answer.js";
import { deadlineError, HttpAttempt } from "./http-attempt.js";
import { checkHttpOptions, type CheckedHttpOptions, type HttpClientOptions } from "./http-client-options.js";
import { HttpConnections } from "./http-connections.js";
import { publishRetry } from "./http-diagnostics.js";
import type { Hop } from "./redirect.js";
import { withoutCredentials, withUserInfo } from "./request-headers.js";
import type { RequestReports } from "./request-reports.js";
import { hostOf, retryAfterOf, retryNotice, statusCodeOf } from "./retry-notice.js";

export type { BytesAnswer, JsonAnswer };

/** What one request may be given. */
export interface HttpRequestOptions extends RequestReports {
  readonly signal?: AbortSignal | undefined;
  /** The origin that the client's secret headers belong to; a URL elsewhere gets none of them. @default the URL's own */
  readonly credentialOrigin?: string | undefined;
}

/** What a JSON request is given that makes something of the answer. */
export interface ReadJsonOptions<T> extends HttpRequestOptions {
  /** Part of the attempt: an answer that is not what the API documents is fetched again if the error is retryable. */
  readonly read: (answer: JsonAnswer) => T;
}

/** Errors that another attempt at once would not mend, though another run may. */
const FINAL: ReadonlySet<string> = new Set(["TRY_AGAIN_LATER", "CIRCUIT_OPEN"]);

/**
 * Fetches over HTTP as if every server were about to fail: bounded in time and size, retried with backoff and `Retry-After`,
 * paced and paused per host, and kept to public addresses and hosts allowed by name, at every hop.
 *
 * Only GET is offered, so everything may be retried, and this is the one layer that does. Safe to use in parallel: what one
 * request learns of a host (a pause, an open circuit) holds for all requests of the client. Dispose it when done; requests
 * under way are then aborted.
 *
 * @example
 * ```ts
 * await using client = new HttpClient({ headers: { "x-api-key": key }, policy: "polite-api" });
 * const { value } = await client.getJson("https://api.example.org/items?page=1", { signal });
 * ```
 */
export class HttpClient implements AsyncDisposable {
  readonly #options: CheckedHttpOptions;
  readonly #connections: HttpConnections;
  readonly #gate: HostGate;

  constructor(options: HttpClientOptions = {}) {
    this.#options = checkHttpOptions(options);
    this.#connections = new HttpConnections(this.#options);
    this.#gate = new HostGate(this.#options.policy, this.#options);
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
   * @throws {SluiceError} `HTTP_STATUS`, `HTTP_TRANSPORT`, `HTTP_DEADLINE`, `HTTP_BODY_TOO_LARGE`, `HOST_FORBIDDEN`, `CIRCUIT_OPEN` or `TRY_AGAIN_LATER`.
   * @throws The signal's reason.
   */
  async getBytes(url: string | URL, options: HttpRequestOptions = {}): Promise<BytesAnswer> {
    return await this.#retrying(url, { accept: "*/*" }, options, (answer) => answer);
  }

  /** Leaves a host alone for `ms` milliseconds from now, as if it had asked for that. */
  pauseHost(host: string, ms: number): void {
    this.#gate.pause(host, ms);
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
    const { totalTimeoutMs, policy } = this.#options;
    const outOfTime = (): SluiceError => deadlineError(hop.url, { timeoutMs: totalTimeoutMs, what: "an answer to one of all attempts" });
    using deadline = new Deadline(totalTimeoutMs, { signal: options.signal, reason: outOfTime });
    const { signal } = deadline;
    const once = new HttpAttempt(this.#connections, this.#gate, { options: this.#options, reports: options });
    return await retry((attempt) => once.run(hop, { attempt, signal, read: (answer) => this.#read(answer, read) }), {
      policy: policy.retry,
      signal,
      isRetryable: (error) => SluiceError.is(error) && error.retryable && !FINAL.has(error.code) && !this.#connections.closed,
      delayOf: (error) => retryAfterOf(error),
      onRetry: (failed) => this.#announce(failed, hop, options),
    });
  }

  #firstHop(url: URL, extra: Readonly<Record<string, string>>, credentialOrigin = url.origin): Hop {
    const ours = { ...extra, ...this.#options.headers };
    const headers = credentialOrigin === url.origin ? withUserInfo(ours, url) : withoutCredentials(ours);
    return { url, headers, redirects: 0 };
  }

  #read<T>(answer: BytesAnswer, read: (answer: BytesAnswer) => T): T {
    try {
      return read(answer);
    } catch (error) {
      if (SluiceError.is(error) && error.code === "HTTP_BAD_PAYLOAD") this.#connections.renew(); // what else those connections hold is not to be trusted
      throw error;
    }
  }

  #announce(failed: FailedAttempt, { url }: Hop, { onRetry }: RequestReports): void {
    const statusCode = statusCodeOf(failed.error);
    if (statusCode === 429 || statusCode === 503) this.#gate.pause(hostOf(failed.error) ?? url.host, failed.delayMs);
    const notice = retryNotice(failed, url);
    publishRetry(notice);
    onRetry?.(notice);
  }
}
