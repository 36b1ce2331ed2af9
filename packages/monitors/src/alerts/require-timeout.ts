/** @throws {RangeError} If it is no time that a timer can wait for. */
export function requireTimeout(timeoutMs: number): void {
  if (timeoutMs >= 1 && timeoutMs < 2 ** 31) return;
  throw new RangeError(`Cannot send alerts: timeoutMs must be between 1 and 2147483647, received ${timeoutMs}`);
}
