import { type RetryPolicy, retryPolicySchema } from "@sluice/resilience";
import type { SluiceConfig } from "../config/config-schema.js";
import { loadPolicy } from "../policy/load-policy.js";
import { UsageError } from "../usage-error.js";
import type { RunSettings } from "./run-settings.js";
import { withoutUndefined } from "./without-undefined.js";

type HttpSettings = RunSettings["http"];

/** What a configuration says of requests. @param cwd What the path of a policy's file is relative to. */
export function resolveHttp({ baseUrl, allowHosts, retries, timeout, policy }: SluiceConfig, cwd: string): HttpSettings {
  return withoutUndefined({ baseUrl, allowHosts, retries, timeout, policy: policy === undefined ? undefined : loadPolicy(policy, cwd) });
}

/** @throws {UsageError} If something is said of requests and the adapter makes none. */
export function refuseHttpOptions({ allowHosts, timeout, policy }: SluiceConfig, adapter: string): void {
  for (const [option, value] of [["--allow-host", allowHosts], ["--timeout", timeout], ["--policy", policy]] as const) {
    if (value !== undefined) throw new UsageError(`Cannot ingest ${adapter}: ${option} does not apply to it, because it reads files`);
  }
}

/** How a failing request or document is retried: as the policy has it, as often as `--retries` says; `undefined` leaves it to adapter and run. */
export function retryOf({ policy, retries }: HttpSettings): RetryPolicy | undefined {
  if (policy === undefined && retries === undefined) return undefined;
  return retryPolicySchema.parse({ ...policy?.policy.retry, ...(retries === undefined ? {} : { maxAttempts: retries + 1 }) });
}

/** The limit of one request: that of `--timeout`, else of the policy. */
export function timeoutMsOf({ policy, timeout }: HttpSettings): number | undefined {
  return timeout === undefined ? policy?.policy.timeoutMs : Math.ceil(timeout * 1000);
}
