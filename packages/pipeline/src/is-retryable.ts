/** Whether an error says of itself that trying again may help. One that cannot be looked at does not. */
export function isRetryable(error: unknown): boolean {
  try {
    return typeof error === "object" && error !== null && (error as { readonly retryable?: unknown }).retryable === true;
  } catch {
    return false;
  }
}
