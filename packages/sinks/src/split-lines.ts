const NEWLINE = 0x0a;

/** One line as it stands in a file. */
export interface RawLine {
  /** The line without its newline. */
  readonly bytes: Buffer;
  /** Whether the text ends here without a newline. */
  readonly isTorn: boolean;
}

/** Cuts chunks of bytes into lines, at LF alone; memory is bounded by the longest line. */
export async function* splitLines(chunks: AsyncIterable<Buffer>): AsyncGenerator<RawLine, void, undefined> {
  let parts: Buffer[] = [];
  for await (const chunk of chunks) {
    let from = 0;
    for (let at = chunk.indexOf(NEWLINE); at >= 0; at = chunk.indexOf(NEWLINE, from)) {
      const last = chunk.subarray(from, at);
      yield { bytes: parts.length === 0 ? last : Buffer.concat([...parts, last]), isTorn: false };
      parts = [];
      from = at + 1;
    }
    if (from < chunk.length) parts.push(chunk.subarray(from));
  }
  if (parts.length > 0) yield { bytes: Buffer.concat(parts), isTorn: true };
}
