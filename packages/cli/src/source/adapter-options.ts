import { type RetryPolicy, retryPolicySchema } from "@sluice/resilience";
import type { SluiceConfig } from "../config/config-schema.js";
import type { RunSettings } from "../settings/run-settings.js";

/** What adapters that fetch over HTTP are made with. */
export interface AdapterOptions {
  readonly baseUrl?: string;
  readonly allowHosts?: readonly string[];
  readonly retry?: RetryPolicy;
  readonly timeoutMs?: number;
}

/** The HTTP settings of a run in the adapters' own terms. */
export function adapterOptions({ baseUrl, allowHosts, retries, timeout }: Readonly<Pick<SluiceConfig, keyof RunSettings["http"]>>): AdapterOptions {
  return {
    ...(baseUrl === undefined ? {} : { baseUrl }),
    ...(allowHosts === undefined ? {} : { allowHosts }),
    ...(retries === undefined ? {} : { retry: retryPolicySchema.parse({ maxAttempts: retries + 1 }) }),
    ...(timeout === undefined ? {} : { timeoutMs: Math.ceil(timeout * 1000) }),
  };
}
