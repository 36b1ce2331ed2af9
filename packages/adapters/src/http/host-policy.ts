import { redactUrl, SluiceError } from "@sluice/core-events";

const DEFAULT_PORTS: Readonly<Record<string, string>> = { "http:": "80", "https:": "443" };

/**
 * Which hosts may be reached: every public address, and beyond that only what is allowed by name, as `host` for all its
 * ports or as `host:port`. Names are compared as a URL writes them, so `[::1]` needs its brackets and a trailing dot counts.
 */
export class HostPolicy {
  readonly #allowed: ReadonlySet<string>;

  /** @throws {TypeError} If an entry is not a bare host name or address with an optional port. */
  constructor(allowHosts: readonly string[] = []) {
    if (!Array.isArray(allowHosts)) throw new TypeError(`Cannot allow hosts: expected a list of "host" or "host:port", received ${JSON.stringify(allowHosts)}`);
    this.#allowed = new Set(allowHosts.map(normalizeEntry));
  }

  /** Whether the host is allowed by name, whatever its address is. */
  allows(hostname: string, port: string): boolean {
    const name = hostname.toLowerCase();
    return this.#allowed.has(name) || this.#allowed.has(`${name}:${port}`);
  }

  /** @throws {SluiceError} `HOST_FORBIDDEN` for any scheme other than http and https. */
  assertScheme(url: URL): void {
    if (url.protocol in DEFAULT_PORTS) return;
    throw forbidden(`Cannot fetch ${redactUrl(url.href)}: expected an http or https URL, received scheme ${url.protocol.slice(0, -1)}`);
  }
}

/** The port that a URL or connection without one means. */
export function portOf(protocol: string, port: string): string {
  return port === "" ? (DEFAULT_PORTS[protocol] ?? "") : port;
}

/** The error for a request that must not be made. */
export function forbidden(message: string, context: Readonly<Record<string, unknown>> = {}): SluiceError {
  return new SluiceError(message, { code: "HOST_FORBIDDEN", context });
}

function normalizeEntry(entry: string): string {
  const url = typeof entry === "string" ? URL.parse(`http://${entry}`) : null;
  const bare = url !== null && url.pathname === "/" && url.search === "" && url.hash === "" && url.username === "" && !entry.endsWith("/");
  if (!bare) throw new TypeError(`Cannot allow host: expected "host" or "host:port", received ${JSON.stringify(entry)}`);
  const port = /:(\d+)$/.exec(entry.replace(/^\[.*\]/, ""))?.[1];
  return port === undefined ? url.hostname : `${url.hostname}:${Number(port)}`;
}
