import type { Readable } from "node:stream";
import { Agent } from "undici";
import { ACCEPT_ENCODING } from "./body-decoders.js";
import { guardedConnector } from "./guarded-connector.js";
import type { CheckedHttpOptions } from "./http-client-options.js";
import type { HostPolicy } from "./host-policy.js";
import { orAbort } from "./or-abort.js";
import { discard } from "./read-body.js";
import type { Hop } from "./redirect.js";

/** Status and headers of an answer; the body must be read or discarded. */
export interface RawAnswer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Readable;
}

const CONNECT_TIMEOUT_MS = 10_000;

/** The connections of one client: HTTP/1.1, kept alive, and never to a host that the policy forbids. */
export class HttpConnections {
  readonly #policy: HostPolicy;
  readonly #connector: ReturnType<typeof guardedConnector>;
  readonly #maxSockets: number;
  readonly #retired = new Set<Agent>();
  #agent: Agent;
  #closed = false;

  constructor({ hostPolicy, lookup, ca, maxSockets, timeoutMs }: CheckedHttpOptions) {
    this.#policy = hostPolicy;
    this.#connector = guardedConnector({ policy: hostPolicy, lookup, ca, timeoutMs: Math.min(CONNECT_TIMEOUT_MS, timeoutMs) });
    this.#maxSockets = maxSockets;
    this.#agent = this.#openAgent();
  }

  get closed(): boolean {
    return this.#closed;
  }

  /** Sends one request and waits for the head of its answer. */
  async request({ url, headers }: Hop, signal: AbortSignal): Promise<RawAnswer> {
    this.#policy.assertScheme(url);
    const path = `${url.pathname}${url.search}`;
    const sent = { "accept-encoding": ACCEPT_ENCODING, ...headers };
    const answer = this.#agent.request({ origin: url.origin, path, method: "GET", headers: sent, signal });
    const { statusCode, headers: received, body } = await orAbort(answer, signal, ({ body: late }) => discard(late)); // undici notices an abort only once it is connected
    return { statusCode, headers: joined(received), body };
  }

  /** Lets the next request begin on a fresh connection; requests under way finish on theirs. */
  renew(): void {
    const retired = this.#agent;
    this.#agent = this.#openAgent();
    this.#retired.add(retired);
    retired.close(() => this.#retired.delete(retired));
  }

  async close(): Promise<void> {
    this.#closed = true;
    const agents = [this.#agent, ...this.#retired];
    this.#connector.destroy();
    await Promise.all(agents.map((agent) => agent.destroy()));
  }

  #openAgent(): Agent {
    const { connect } = this.#connector;
    return new Agent({ connect, connections: this.#maxSockets, allowH2: false, headersTimeout: 0, bodyTimeout: 0 }); // the total deadline covers both
  }
}

function joined(headers: Readonly<Record<string, string | string[] | undefined>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(", ") : (value ?? "")]));
}
