import type { ResiliencePolicy, ResiliencePolicyInput } from "@sluice/resilience";
import { checkHttpOptions, type HttpClientOptions } from "../http/http-client-options.js";

/** What the requests of a run are paced by. */
export interface PaceOptions {
  readonly host: string;
  /** Whether a key goes with each request, which NCBI allows more of. */
  readonly hasKey: boolean;
}

const REQUESTS_PER_SECOND = { withoutKey: 3, withKey: 10 } as const;
const NCBI = "eutils.ncbi.nlm.nih.gov";

/** The policy of a run: by itself as NCBI wants it; one that is given never lets NCBI be asked faster than it allows, and another server as it says. */
export function pacedPolicy(http: HttpClientOptions, { host, hasKey }: PaceOptions): ResiliencePolicy | ResiliencePolicyInput {
  const perSecond = hasKey ? REQUESTS_PER_SECOND.withKey : REQUESTS_PER_SECOND.withoutKey;
  if (http.policy === undefined) return { timeoutMs: 60_000, circuitBreaker: { failures: 20, resetMs: 30_000 }, rateLimit: { perSecond } };
  const { policy } = checkHttpOptions(http);
  if (host !== NCBI) return policy;
  return { ...policy, rateLimit: { perSecond: Math.min(perSecond, policy.rateLimit?.perSecond ?? perSecond), burst: 1 } };
}
