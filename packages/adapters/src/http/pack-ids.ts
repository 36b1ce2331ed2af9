import type { IdNumbers } from "./id-numbers.js";

const BYTES_PER_ID = 8;

/** Ids as text for a cursor, eight bytes each. */
export function packIds(ids: readonly IdNumbers[]): string {
  const bytes = Buffer.allocUnsafe(ids.length * BYTES_PER_ID);
  let offset = 0;
  for (const { low, high } of ids) offset = bytes.writeUInt32LE(high, bytes.writeUInt32LE(low, offset));
  return bytes.toString("base64url");
}

/** What {@link packIds} has packed. */
export function unpackIds(packed: string): IdNumbers[] {
  const bytes = Buffer.from(packed, "base64url");
  return Array.from({ length: Math.floor(bytes.length / BYTES_PER_ID) }, (_, n) => {
    const offset = n * BYTES_PER_ID;
    return { low: bytes.readUInt32LE(offset), high: bytes.readUInt32LE(offset + BYTES_PER_ID / 2) };
  });
}
