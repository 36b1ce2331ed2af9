/**
 * The value in the middle, or the mean of the two in the middle.
 *
 * @throws {RangeError} If there are no values.
 */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((left, right) => left - right);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.ceil(sorted.length / 2) - 1];
  if (upper === undefined || lower === undefined) throw new RangeError("Cannot take a median: expected at least one value, received none");
  return (lower + upper) / 2;
}
