import { constants } from "node:buffer";
import { type RetryPolicy, retryPolicySchema } from "@sluice/resilience";
import type { AddressLookup } from "./guarded-lookup.js";
import { HostPolicy } from "./host-policy.js";
import { checkedHeaders, type Headers } from "./request-headers.js";

/** How an `HttpClient` behaves; everything has a default. */
export interface HttpClientOptions {
  /** Hosts that may be reached though their addresses are not public: `"localhost"`, `"10.0.0.7:8080"`. @default none */
  readonly allowHosts?: readonly string[];
  /** @default 4 attempts, 250 ms doubling up to 30 s */
  readonly retry?: Partial<RetryPolicy>;
  /** Total limit of one attempt, from the connection to the last byte of the body, redirects included. @default 60_000 */
  readonly timeoutMs?: number;
  /** Most bytes of one body, after decoding. @default 67_108_864 (64 MiB) */
  readonly maxBodyBytes?: number;
  /** Longest `Retry-After` that is waited for; a longer one stops with `TRY_AGAIN_LATER`. @default 60_000 */
  readonly maxRetryAfterMs?: number;
  /** Most connections to one origin. @default 8 */
  readonly maxSockets?: number;
  /** Sent with each request. Those named as secrets are sent to the origin of the first URL only. */
  readonly headers?: Headers;
  /** @default "sluice" */
  readonly userAgent?: string;
  /** How host names are resolved. @default the system's resolver */
  readonly lookup?: AddressLookup;
}

/** The options, complete. */
export interface CheckedHttpOptions extends Required<Omit<HttpClientOptions, "allowHosts" | "lookup" | "retry" | "userAgent">> {
  readonly policy: HostPolicy;
  readonly retry: RetryPolicy;
  readonly lookup: AddressLookup | undefined;
}

/**
 * Completes the options.
 *
 * @throws {RangeError} If a number is out of range.
 * @throws {TypeError} If a header cannot be sent, an allowed host is no name, or the retry policy is none.
 */
export function checkHttpOptions(options: HttpClientOptions): CheckedHttpOptions {
  const retry = retryPolicySchema.safeParse(options.retry ?? {});
  if (!retry.success) throw new TypeError(`Cannot create HTTP client: expected a retry policy, received ${JSON.stringify(options.retry)}`, { cause: retry.error });
  return {
    policy: new HostPolicy(options.allowHosts),
    retry: retry.data,
    timeoutMs: whole("timeoutMs", options.timeoutMs ?? 60_000, 2 ** 31 - 1),
    maxBodyBytes: whole("maxBodyBytes", options.maxBodyBytes ?? 64 * 1024 * 1024, constants.MAX_STRING_LENGTH),
    maxRetryAfterMs: whole("maxRetryAfterMs", options.maxRetryAfterMs ?? 60_000, Number.MAX_SAFE_INTEGER),
    maxSockets: whole("maxSockets", options.maxSockets ?? 8, 1_000),
    headers: checkedHeaders({ "user-agent": options.userAgent ?? "sluice", ...options.headers }),
    lookup: options.lookup,
  };
}

function whole(name: string, value: number, max: number): number {
  if (Number.isInteger(value) && value >= 1 && value <= max) return value;
  throw new RangeError(`Cannot create HTTP client: ${name} must be an integer from 1 to ${max}, received ${value}`);
}
