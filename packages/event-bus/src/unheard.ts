/** A promise that may be left alone: whoever made it has reported its failure already, and nobody hears of it twice. */
export function unheard<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined);
  return promise;
}
