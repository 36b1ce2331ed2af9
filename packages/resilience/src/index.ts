export { Deadline, type DeadlineOptions } from "./deadline.js";
export { parseHttpDate } from "./parse-http-date.js";
export { parseRetryAfter } from "./parse-retry-after.js";
export { type FailedAttempt, retry, type RetryOptions } from "./retry.js";
export { retryDelayMs, type RetryPolicy, retryPolicySchema } from "./retry-policy.js";
export { sleep } from "./sleep.js";
