/**
 * A share in per cent, with at most one decimal place, rounded down: nothing short of all is shown as 100 %.
 *
 * @example
 * ```ts
 * assert.deepEqual([formatShare(2 / 3), formatShare(0.9999), formatShare(null)], ["66.6 %", "99.9 %", "–"]);
 * ```
 */
export function formatShare(share: number | null): string {
  return share === null ? "–" : `${Math.floor(share * 1000 + 1e-9) / 10} %`; // the addend undoes what binary fractions lose, as in 0.29
}
