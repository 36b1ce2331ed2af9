const FIXED_BYTES = 10;
const [HEADER_CHECKSUM, EXTRA, NAME, COMMENT] = [0x02, 0x04, 0x08, 0x10];

/**
 * The length of the gzip header (RFC 1952, section 2.3) that the bytes begin with; `"short"` if they end inside it,
 * `"none"` if they are no such header.
 */
export function gzipHeaderBytes(bytes: Buffer): number | "short" | "none" {
  if (!bytes.subarray(0, 3).equals(Buffer.from([0x1f, 0x8b, 8]).subarray(0, bytes.length))) return "none";
  if (bytes.length < FIXED_BYTES) return "short";
  const flags = bytes.readUInt8(3);
  let end = FIXED_BYTES;
  if ((flags & EXTRA) !== 0) end += bytes.length < end + 2 ? 2 : 2 + bytes.readUInt16LE(end);
  for (const text of [NAME, COMMENT]) if ((flags & text) !== 0) end = behindNul(bytes, end);
  if ((flags & HEADER_CHECKSUM) !== 0) end += 2;
  return end > bytes.length ? "short" : end;
}

function behindNul(bytes: Buffer, from: number): number {
  const at = bytes.indexOf(0, from);
  return at < 0 ? bytes.length + 1 : at + 1;
}
