/** Whether an error says of itself that trying again may help. */
export function isRetryable(error: unknown): boolean {
  return typeof error === "object" && error !== null && (error as { readonly retryable?: unknown }).retryable === true;
}
