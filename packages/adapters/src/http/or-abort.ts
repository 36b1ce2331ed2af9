/**
 * Settles with the promise, or rejects with the signal's reason if that comes first.
 *
 * @param late Gets the value of a promise that resolves after the abort, to let go of what it holds.
 */
export function orAbort<T>(promise: Promise<T>, signal: AbortSignal, late: (value: T) => void): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const onAbort = (): void => {
      promise.then(late, () => undefined); // the abort is what is reported
      reject(signal.reason as Error);
    };
    if (signal.aborted) onAbort();
    else signal.addEventListener("abort", onAbort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", onAbort));
  });
}
