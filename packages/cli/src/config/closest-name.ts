/** Most letters that may differ. */
const FARTHEST = 3;

/** The name that somebody probably meant, as a hint behind a message: ` (did you mean idField?)`; empty if none is near. */
export function closestName(given: string, names: readonly string[]): string {
  const near = names
    .map((name) => ({ name, distance: distanceOf(given.toLowerCase(), name.toLowerCase()) }))
    .filter(({ name, distance }) => distance <= Math.min(FARTHEST, Math.floor(name.length / 2)))
    .sort((a, b) => a.distance - b.distance);
  return near[0] === undefined ? "" : ` (did you mean ${near[0].name}?)`;
}

/** How many letters must be put in, taken out or changed. Names are short; a longer text is far from each of them. */
function distanceOf(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > FARTHEST) return Infinity;
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let index = 0; index < a.length; index += 1) {
    const next = [index + 1];
    for (let at = 1; at <= b.length; at += 1) {
      const changed = (row[at - 1] ?? 0) + (a[index] === b[at - 1] ? 0 : 1);
      next.push(Math.min(changed, (row[at] ?? 0) + 1, (next[at - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? Infinity;
}
