/** An id as two numbers of 32 bits. */
export interface IdNumbers {
  readonly low: number;
  readonly high: number;
}

/** Two numbers that different ids share only by accident; an adversary can forge them. */
export function idNumbers(id: string): IdNumbers {
  let low = 0x811c9dc5 ^ id.length;
  let high = 0x41c6ce57 ^ id.length;
  for (let index = 0; index < id.length; index += 1) {
    const code = id.charCodeAt(index);
    low = Math.imul(low ^ code, 0x9e3779b1);
    high = Math.imul(high ^ code, 0x5f356495);
    low ^= low >>> 15;
    high ^= high >>> 13;
  }
  return { low: scrambled(low ^ (high >>> 7)), high: scrambled(high ^ (low >>> 11)) };
}

/** Spreads what the last characters have changed over all bits. */
export function scrambled(bits: number): number {
  let mixed = Math.imul(bits ^ (bits >>> 16), 0x7feb352d);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x846ca68b);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
