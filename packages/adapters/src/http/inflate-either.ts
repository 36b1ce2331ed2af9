import { Readable } from "node:stream";
import { createInflate, createInflateRaw } from "node:zlib";

const ZLIB_METHOD = 8;

/** Decodes `deflate` as the standard has it (with a zlib header) and as some servers send it (without). */
export async function* inflateEither(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const chunks = source[Symbol.asyncIterator]();
  try {
    let first = await chunks.next();
    while (first.done !== true && first.value.length === 0) first = await chunks.next();
    if (first.done === true) throw new Error("unexpected end of file");
    const hasHeader = ((first.value[0] ?? 0) & 0x0f) === ZLIB_METHOD;
    const input = Readable.from(startingWith(first.value, chunks));
    const output = hasHeader ? createInflate() : createInflateRaw();
    input.on("error", (error) => output.destroy(error));
    try {
      yield* input.pipe(output) as AsyncIterable<Buffer>;
    } finally {
      input.destroy();
      output.destroy();
    }
  } finally {
    await chunks.return?.();
  }
}

async function* startingWith(first: Buffer, rest: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  yield first;
  for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value;
}
