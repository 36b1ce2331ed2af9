/** What an iterable yields until it ends or rejects, and what it rejects with. Memory grows with it: for tests only. */
export async function readUntilError<T>(source: AsyncIterable<T>): Promise<{ items: T[]; error: unknown }> {
  const items: T[] = [];
  try {
    for await (const item of source) items.push(item);
  } catch (error) {
    return { items, error };
  }
  return { items, error: null };
}
