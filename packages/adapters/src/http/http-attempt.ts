import { collectSecrets, redactUrl, Redactor, SluiceError } from "@sluice/core-events";
import { Deadline } from "@sluice/resilience";
import type { GateCall, HostGate } from "./host-gate.js";
import type { BytesAnswer } from "./http-answer.js";
import type { CheckedHttpOptions } from "./http-client-options.js";
import type { HttpConnections, RawAnswer } from "./http-connections.js";
import { discard, readBody, type ReadBodyOptions } from "./read-body.js";
import { followRedirect, type Hop, isRedirect } from "./redirect.js";
import { LONG_PAUSE_MS, type RequestReports } from "./request-reports.js";
import { retryAfterOf } from "./retry-notice.js";
import { partialAnswer, pausedHost, statusError } from "./status-error.js";
import { asHttpError } from "./transport-error.js";

const EXCERPT_BYTES = 16_384;
const EXCERPT_CHARS = 300;
const PARTIAL_CONTENT = 206;

/** What one attempt is given. */
export interface AttemptOptions<T> {
  /** The number of the attempt, from 1. */
  readonly attempt: number;
  readonly signal: AbortSignal;
  /** Makes something of the answer; what it throws is the outcome of the attempt. */
  readonly read: (answer: BytesAnswer) => T;
}

/** Where an exchange with one host leads: to an answer, or to another exchange. */
type Exchanged<T> = { readonly result: T } | { readonly next: Hop };

/**
 * One attempt at a request: its redirects, its body, and what went wrong with them. Each host on the way is entered as if it were
 * the first, so its pace, its pauses and its circuit hold; what is spent with the hosts themselves has one deadline.
 */
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
  async run<T>(first: Hop, { attempt, signal, read }: AttemptOptions<T>): Promise<T> {
    let leftMs = this.#options.timeoutMs;
    for (let hop = first; ; ) {
      const here = hop;
      const exchange = async (): Promise<Exchanged<T>> => {
        using deadline = new Deadline(Math.max(1, leftMs), { signal, reason: () => deadlineError(first.url, { timeoutMs: this.#options.timeoutMs, what: "the whole answer" }) });
        const exchanged = await this.#exchange(here, deadline, signal);
        leftMs = deadline.remainingMs;
        return "next" in exchanged ? exchanged : { result: read(exchanged) };
      };
      const exchanged = await this.#gate.pass(exchange, this.#callOf(here, attempt, signal));
      if ("result" in exchanged) return exchanged.result;
      hop = exchanged.next;
    }
  }

  /** @throws {SluiceError} If a redirect leads to a host that is paused: where it leads may not hold for so long, so it is asked for again then. */
  #callOf({ url, redirects }: Hop, attempt: number, signal: AbortSignal): GateCall {
    const { host } = url;
    const address = redactUrl(url.href);
    const pauseMs = redirects > 0 ? this.#gate.pauseMs(host) : 0;
    if (pauseMs > 0) throw pausedHost(address, pauseMs, this.#options);
    return { ...this.#reports, host, address, attempt, signal };
  }

  async #exchange(hop: Hop, deadline: Deadline, signal: AbortSignal): Promise<BytesAnswer | { readonly next: Hop }> {
    try {
      return await this.#ask(hop, deadline.signal);
    } catch (error) {
      signal.throwIfAborted();
      throw asHttpError(deadline.expired && !SluiceError.is(error) ? deadline.signal.reason : error, hop.url);
    }
  }

  async #ask(hop: Hop, signal: AbortSignal): Promise<BytesAnswer | { readonly next: Hop }> {
    const answer = await this.#connections.request(hop, signal);
    const { statusCode, headers, body } = answer;
    if (isRedirect(statusCode)) {
      discard(body);
      return { next: followRedirect(hop, statusCode, headers["location"]) };
    }
    if (statusCode < 200 || statusCode > 299) throw await this.#failure(hop, answer);
    if (statusCode === PARTIAL_CONTENT) {
      discard(body);
      throw partialAnswer(redactUrl(hop.url.href));
    }
    const bytes = await readBody(body, bodyOptions(answer, this.#options.maxBodyBytes));
    return { bytes, url: hop.url, statusCode, headers };
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
