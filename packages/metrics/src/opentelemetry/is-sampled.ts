/** Whether a document is among the share `ratio` that is traced: always the same answer for the same id (FNV-1a). */
export function isSampled(docId: string, ratio: number): boolean {
  let hash = 0x811c9dc5;
  for (let index = 0; index < docId.length; index += 1) hash = Math.imul(hash ^ docId.charCodeAt(index), 0x01000193);
  hash ^= hash >>> 16; // ids that differ in their last characters alone would otherwise lie close together
  hash = Math.imul(hash, 0x85ebca6b);
  return ((hash ^ (hash >>> 13)) >>> 0) / 2 ** 32 < ratio;
}
