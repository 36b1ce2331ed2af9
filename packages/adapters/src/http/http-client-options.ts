import { constants } from "node:buffer";
import { X509Certificate } from "node:crypto";
import { policyNamed, type ResiliencePolicy, type ResiliencePolicyInput, resiliencePolicySchema, type RetryPolicy, retryPolicySchema } from "@sluice/resilience";
import * as z from "zod";
import type { AddressLookup } from "./guarded-lookup.js";
import { HostPolicy } from "./host-policy.js";
import { checkedHeaders, type Headers } from "./request-headers.js";

/** How an `HttpClient` behaves; everything has a default. */
export interface HttpClientOptions {
  /** Hosts that may be reached though their addresses are not public: `"localhost"`, `"10.0.0.7:8080"`. @default none */
  readonly allowHosts?: readonly string[];
  /**
   * How requests to each host are made: `"default"`, `"gpu-bound"`, `"polite-api"`, or a policy of one's own. `retry` and
   * `timeoutMs` beside it come first.
   *
   * @default for other people's APIs: 4 attempts, 60 s each, and a circuit that opens for 30 s after 20 failures in a row
   */
  readonly policy?: string | ResiliencePolicyInput;
  /** @default the policy's: 4 attempts, 250 ms doubling up to 30 s */
  readonly retry?: Partial<RetryPolicy>;
  /** Total limit of one attempt, from the connection to the last byte of the body, redirects included. @default the policy's: 60_000 */
  readonly timeoutMs?: number;
  /** Total limit of a request with all of its attempts and waits. @default 900_000 (15 min) */
  readonly totalTimeoutMs?: number;
  /** Most bytes of one body, after decoding. @default 67_108_864 (64 MiB) */
  readonly maxBodyBytes?: number;
  /** Longest pause (`Retry-After`) that is waited for; a longer one stops with `TRY_AGAIN_LATER`. @default 60_000 */
  readonly maxRetryAfterMs?: number;
  /** Most connections to one origin. @default 8 */
  readonly maxSockets?: number;
  /** Sent with each request. Those named as secrets are sent to the origin of the first URL only. */
  readonly headers?: Headers;
  /** @default "sluice" */
  readonly userAgent?: string;
  /** A certificate authority that is trusted beside those that Node trusts, in PEM. @default none */
  readonly ca?: string;
  /** How host names are resolved. @default the system's resolver */
  readonly lookup?: AddressLookup;
}

/** The options, complete. */
export interface CheckedHttpOptions extends Required<Omit<HttpClientOptions, "allowHosts" | "ca" | "lookup" | "policy" | "retry" | "userAgent">> {
  readonly hostPolicy: HostPolicy;
  /** With `retry` and `timeoutMs` already in it. */
  readonly policy: ResiliencePolicy;
  readonly ca: string | undefined;
  readonly lookup: AddressLookup | undefined;
}

const OTHER_PEOPLES_APIS: ResiliencePolicyInput = { timeoutMs: 60_000, circuitBreaker: { failures: 20, resetMs: 30_000 } };

/**
 * Completes the options.
 *
 * @throws {RangeError} If a number is out of range, or no policy has that name.
 * @throws {TypeError} If a header cannot be sent, an allowed host is no name, or a policy or certificate is none.
 */
export function checkHttpOptions(options: HttpClientOptions): CheckedHttpOptions {
  const policy = checkedPolicy(options);
  return {
    hostPolicy: new HostPolicy(options.allowHosts),
    policy,
    timeoutMs: policy.timeoutMs,
    totalTimeoutMs: whole("totalTimeoutMs", options.totalTimeoutMs ?? 900_000, 2 ** 31 - 1),
    maxBodyBytes: whole("maxBodyBytes", options.maxBodyBytes ?? 64 * 1024 * 1024, constants.MAX_STRING_LENGTH),
    maxRetryAfterMs: whole("maxRetryAfterMs", options.maxRetryAfterMs ?? 60_000, Number.MAX_SAFE_INTEGER),
    maxSockets: whole("maxSockets", options.maxSockets ?? 8, 1_000),
    headers: checkedHeaders({ "user-agent": options.userAgent ?? "sluice", ...options.headers }),
    ca: checkedCertificate(options.ca),
    lookup: options.lookup,
  };
}

function checkedPolicy({ policy = OTHER_PEOPLES_APIS, retry = {}, timeoutMs }: HttpClientOptions): ResiliencePolicy {
  const named = typeof policy === "string" ? policyNamed(policy) : parsed(resiliencePolicySchema, policy, "a resilience policy");
  const limit = timeoutMs === undefined ? named.timeoutMs : whole("timeoutMs", timeoutMs, 2 ** 31 - 1);
  return { ...named, retry: parsed(retryPolicySchema, { ...named.retry, ...retry }, "a retry policy"), timeoutMs: limit };
}

function parsed<Schema extends z.ZodType>(schema: Schema, value: unknown, what: string): z.infer<Schema> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw new TypeError(`Cannot create HTTP client: expected ${what}, received ${JSON.stringify(value)}: ${z.prettifyError(result.error)}`, { cause: result.error });
}

function checkedCertificate(ca: string | undefined): string | undefined {
  if (ca === undefined) return ca;
  try {
    new X509Certificate(ca);
    return ca;
  } catch (cause) {
    throw new TypeError("Cannot create HTTP client: ca must be a certificate in PEM, received something else", { cause });
  }
}

function whole(name: string, value: number, max: number): number {
  if (Number.isInteger(value) && value >= 1 && value <= max) return value;
  throw new RangeError(`Cannot create HTTP client: ${name} must be an integer from 1 to ${max}, received ${typeof value === "number" ? value : JSON.stringify(value)}`);
}
