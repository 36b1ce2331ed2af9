import { collectSecrets, redactUrl, Redactor, SluiceError } from "@sluice/core-events";
import { Deadline } from "@sluice/resilience";
import type { HostGate } from "./host-gate.js";
import type { BytesAnswer } from "./http-answer.js";
import type { CheckedHttpOptions } from "./http-client-options.js";
import type { HttpConnections, RawAnswer } from "./http-connections.js";
import { discard, readBody, type ReadBodyOptions } from "./read-body.js";
import { followRedirect, type Hop, isRedirect } from "./redirect.js";
import { LONG_PAUSE_MS, type RequestReports } from "./request-reports.js";
import { retryAfterOf } from "./retry-notice.js";
import { pausedHost, statusError } from "./status-error.js";
import { asHttpError } from "./transport-error.js";

const EXCERPT_BYTES = 16_384;
const EXCERPT_CHARS = 300;

/** One attempt at a request: its redirects, its body, and what went wrong with them, all within one deadline. */
export class HttpAttempt {
  readonly #connections: HttpConnections;
  readonly #gate: HostGate;
  readonly #options: CheckedHttpOptions;
  readonly #reports: RequestReports;

  constructor(connections: HttpConnections, gate: HostGate, { options, reports }: { readonly options: CheckedHttpOptions; readonly reports: RequestReports }) {
    this.#connections = connections;
    this.#gate = gate;
    this.#options = options;
    this.#reports = reports;
  }

  /** @throws {SluiceError} Whatever it was; or the signal's reason. */
  async run(first: Hop, signal: AbortSignal): Promise<BytesAnswer> {
    const { timeoutMs } = this.#options;
    using deadline = new Deadline(timeoutMs, { signal, reason: () => deadlineError(first.url, { timeoutMs, what: "the whole answer" }) });
    try {
      return await this.#follow(first, deadline.signal);
    } catch (error) {
      signal.throwIfAborted();
      throw asHttpError(deadline.expired && !SluiceError.is(error) ? deadline.signal.reason : error, first.url);
    }
  }

  async #follow(hop: Hop, signal: AbortSignal): Promise<BytesAnswer> {
    const pauseMs = hop.redirects > 0 ? this.#gate.pauseMs(hop.url.host) : 0;
    if (pauseMs > 0) throw pausedHost(redactUrl(hop.url.href), pauseMs, this.#options);
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
    if (pauseMs === null) return error;
    this.#gate.pause(hop.url.host, pauseMs);
    if (pauseMs >= LONG_PAUSE_MS) this.#reports.onPause?.({ host: hop.url.host, until: Date.now() + pauseMs });
    return error;
  }

  /** The start of an error body helps to find the fault; that it cannot be read does not matter beside the status. */
  async #excerpt({ url, headers }: Hop, answer: RawAnswer): Promise<string> {
    const text = await readBody(answer.body, bodyOptions(answer, EXCERPT_BYTES)).then((bytes) => bytes.toString("utf8"), () => "");
    const secrets = collectSecrets({ url: url.href, headers }).flatMap((secret) => [secret, ...secret.split(" ")]);
    return new Redactor(secrets).text(text).slice(0, EXCERPT_CHARS);
  }
}

/** The error for a request that has run out of time. */
export function deadlineError(url: URL, { timeoutMs, what }: { readonly timeoutMs: number; readonly what: string }): SluiceError {
  const address = redactUrl(url.href);
  const message = `Cannot fetch ${address}: expected ${what} within ${timeoutMs} ms, received less`;
  return new SluiceError(message, { code: "HTTP_DEADLINE", context: { url: address, timeoutMs } });
}

function bodyOptions({ headers }: RawAnswer, maxBytes: number): ReadBodyOptions {
  const length = Number(headers["content-length"] ?? Number.NaN);
  return { contentEncoding: headers["content-encoding"] ?? "", contentLength: Number.isFinite(length) ? length : null, maxBytes };
}
