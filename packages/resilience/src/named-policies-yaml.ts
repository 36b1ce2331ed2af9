/** The policies that come with this package, in the form in which users write their own; `loadPolicies` reads both. */
export const NAMED_POLICIES_YAML = `# default: most services. gpu-bound: a model server of one's own. polite-api: somebody else's public API.
policies:
  default:
    retry: { maxAttempts: 4, backoff: exponential, jitter: equal }
    timeoutMs: 30000
  gpu-bound:
    retry: { maxAttempts: 2, backoff: none }
    timeoutMs: 60000
    circuitBreaker: { failures: 5, resetMs: 60000 }
  polite-api:
    retry: { maxAttempts: 11, backoff: linear, initialDelayMs: 1000 }
    timeoutMs: 10000
    rateLimit: { perSecond: 5 }
`;
