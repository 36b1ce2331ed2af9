const SHORTEST_SECRET = 6;

/** An address that alerts are posted to, checked. Addresses of webhooks are secrets as a whole. */
export interface HttpAddress {
  readonly href: string;
  /** Every part of it that must not show. */
  readonly secrets: readonly string[];
}

/**
 * @param what What the address is for, as errors say it; they never repeat it.
 * @throws {TypeError} If it is no http or https URL, or holds a user name.
 */
export function httpAddress(url: string, what: string): HttpAddress {
  const parsed = URL.parse(url);
  if (parsed === null || !/^https?:$/.test(parsed.protocol)) throw new TypeError(`Cannot send alerts to ${what}: expected an http or https URL, received another text`);
  if (parsed.username !== "" || parsed.password !== "") throw new TypeError(`Cannot send alerts to ${what}: expected a URL without user and password (use headers), received one with`);
  const parts = [url, parsed.href, parsed.host, `${parsed.pathname}${parsed.search}`, ...parsed.pathname.split("/"), ...parsed.searchParams.values()];
  return { href: parsed.href, secrets: [...new Set(parts.filter((part) => part.length >= SHORTEST_SECRET))] };
}
