/** Sites or calls, by what they are. */
export interface KindCounts {
  readonly streaming: number;
  readonly eager: number;
  readonly legacy: number;
}

/** How the share is reckoned. */
export interface ShareRule {
  /** Whether `runAsync` of 1.x, too, counts as not streaming. @default false */
  readonly countEager?: boolean | undefined;
}

/**
 * How far the migration is, from 0 to 1: streaming / (streaming + legacy). Null where there is nothing to divide by.
 *
 * @example
 * ```ts
 * assert.equal(streamingShare({ streaming: 3, eager: 4, legacy: 1 }), 0.75);
 * assert.equal(streamingShare({ streaming: 3, eager: 4, legacy: 1 }, { countEager: true }), 0.375);
 * ```
 */
export function streamingShare({ streaming, eager, legacy }: KindCounts, { countEager = false }: ShareRule = {}): number | null {
  const all = streaming + legacy + (countEager ? eager : 0);
  return all === 0 ? null : streaming / all;
}
