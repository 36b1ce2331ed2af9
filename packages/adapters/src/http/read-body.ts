import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { SluiceError } from "@sluice/core-events";
import { bodyDecoders } from "./body-decoders.js";

/** `pipeline` with as many steps as there are encodings; its own overloads want a fixed number. */
type Pipeline = (...steps: readonly unknown[]) => Promise<void>;

/** What {@link readBody} needs to know. */
export interface ReadBodyOptions {
  readonly contentEncoding: string;
  readonly contentLength: number | null;
  /** Most bytes that any decoding step may give. */
  readonly maxBytes: number;
}

/**
 * Reads and decodes a whole response body. The body is consumed or destroyed on every way out.
 *
 * @throws {SluiceError} `HTTP_BODY_TOO_LARGE` as soon as the limit is passed; nothing beyond it is decoded.
 * @throws What the stream or a decoder threw: a body that is cut, or whose checksum is wrong.
 */
export async function readBody(body: Readable, { contentEncoding, contentLength, maxBytes }: ReadBodyOptions): Promise<Buffer> {
  try {
    if (contentLength !== null && contentLength > maxBytes) throw tooLarge(maxBytes, `${contentLength} announced`);
    const limit = (source: AsyncIterable<Buffer>): AsyncIterable<Buffer> => limited(source, maxBytes);
    const steps = bodyDecoders(contentEncoding).flatMap((decoder) => [decoder, limit]);
    const chunks: Buffer[] = [];
    const collect = async (source: AsyncIterable<Buffer>): Promise<void> => {
      for await (const chunk of source) chunks.push(chunk);
    };
    await (pipeline as Pipeline)(body, limit, ...steps, collect);
    return Buffer.concat(chunks);
  } finally {
    discard(body);
  }
}

/** Gives up on a body; its connection is closed. */
export function discard(body: Readable): void {
  body.on("error", () => undefined).destroy(); // destroying a body under way reports an abort that is ours
}

async function* limited(source: AsyncIterable<Buffer>, maxBytes: number): AsyncGenerator<Buffer> {
  let bytes = 0;
  for await (const chunk of source) {
    bytes += chunk.length;
    if (bytes > maxBytes) throw tooLarge(maxBytes, "more");
    yield chunk;
  }
}

function tooLarge(maxBytes: number, received: string): SluiceError {
  const message = `Cannot read the body: expected at most ${maxBytes} bytes after decoding, received ${received}`;
  return new SluiceError(message, { code: "HTTP_BODY_TOO_LARGE", context: { maxBytes } });
}
