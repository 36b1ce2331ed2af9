/** @throws {RangeError} If the limit is not a whole number of bytes. */
export function checkByteLimit(adapter: string, name: string, value: number): void {
  if (Number.isSafeInteger(value) && value >= 1) return;
  throw new RangeError(`Cannot make the ${adapter} adapter: ${name} must be an integer >= 1, received ${value}`);
}
