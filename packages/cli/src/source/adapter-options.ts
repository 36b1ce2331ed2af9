import type { ResiliencePolicy, RetryPolicy } from "@sluice/resilience";
import { retryOf, timeoutMsOf } from "../settings/http.js";
import type { RunSettings } from "../settings/run-settings.js";
import { withoutUndefined } from "../settings/without-undefined.js";

/** What adapters that fetch over HTTP are made with. */
export interface AdapterOptions {
  readonly baseUrl?: string;
  readonly allowHosts?: readonly string[];
  /** `retry` and `timeoutMs` beside it come first. */
  readonly policy?: ResiliencePolicy;
  readonly retry?: RetryPolicy;
  readonly timeoutMs?: number;
}

/** The HTTP settings of a run in the adapters' own terms. */
export function adapterOptions(http: RunSettings["http"]): AdapterOptions {
  const { baseUrl, allowHosts, policy } = http;
  return withoutUndefined({ baseUrl, allowHosts, policy: policy?.policy, retry: retryOf(http), timeoutMs: timeoutMsOf(http) });
}
