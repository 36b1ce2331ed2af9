export { retryDelayMs, type RetryPolicy, retryPolicySchema } from "./retry-policy.js";
export { sleep } from "./sleep.js";
