/**
 * How one item is told from the others behind a mark: by its key, and where a key comes again, by how often it has come. So
 * of two records with one id the unfinished one is never taken for the finished one.
 *
 * @param seen How often each key has come before; counted up.
 */
export function occurrenceKey(key: string, seen: Map<string, number>): string {
  const occurrence = (seen.get(key) ?? 0) + 1;
  seen.set(key, occurrence);
  return occurrence === 1 ? key : `${key}\0${occurrence}`;
}

/** The same for a whole list, from its beginning. */
export function occurrenceKeys(keys: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return keys.map((key) => occurrenceKey(key, seen));
}
