import { loadPolicies } from "./load-policies.js";
import { NAMED_POLICIES_YAML } from "./named-policies-yaml.js";
import type { ResiliencePolicy } from "./resilience-policy.js";

let named: ReadonlyMap<string, ResiliencePolicy> | undefined;

/**
 * The policy of that name.
 *
 * @param policies What `loadPolicies` gave. @default `default`, `gpu-bound` and `polite-api`, which come with this package
 * @throws {RangeError} If there is no policy of that name.
 * @example
 * ```ts
 * assert.deepEqual(policyNamed("polite-api").rateLimit, { perSecond: 5, burst: 1 });
 * ```
 */
export function policyNamed(name: string, policies?: ReadonlyMap<string, ResiliencePolicy>): ResiliencePolicy {
  const known = policies ?? (named ??= loadPolicies(NAMED_POLICIES_YAML));
  const policy = known.get(name);
  if (policy !== undefined) return policy;
  throw new RangeError(`Cannot use resilience policy: expected one of ${[...known.keys()].join(", ")}, received ${JSON.stringify(name)}`);
}
