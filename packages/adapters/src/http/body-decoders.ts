import type { Transform } from "node:stream";
import * as zlib from "node:zlib";
import { SluiceError } from "@sluice/core-events";
import { inflateEither } from "./inflate-either.js";

const MAX_ENCODINGS = 2;

type Step = Transform | ((source: AsyncIterable<Buffer>) => AsyncIterable<Buffer>);

const makers: Readonly<Record<string, (() => Step) | undefined>> = {
  gzip: () => zlib.createGunzip(),
  "x-gzip": () => zlib.createGunzip(),
  deflate: () => inflateEither,
  br: () => zlib.createBrotliDecompress(),
  ...(typeof zlib.createZstdDecompress === "function" ? { zstd: () => zlib.createZstdDecompress() } : {}),
};

/** What to send as `accept-encoding`: everything that {@link bodyDecoders} takes. */
export const ACCEPT_ENCODING = Object.keys(makers).filter((name) => !name.startsWith("x-")).join(", ");

/**
 * The steps that undo a `content-encoding`, last applied first. Each of them fails on a body that is cut, which the lenient
 * decoders of `fetch` let pass.
 *
 * @throws {SluiceError} `HTTP_BAD_PAYLOAD`, not retryable, for more than two encodings or an unknown one.
 */
export function bodyDecoders(contentEncoding: string): Step[] {
  const names = contentEncoding.split(",", 100).map((name) => name.trim().toLowerCase());
  const encodings = names.filter((name) => name !== "" && name !== "identity");
  if (encodings.length > MAX_ENCODINGS) throw undecodable(`at most ${MAX_ENCODINGS} content encodings, received ${encodings.length}`);
  return encodings.reverse().map((name) => {
    const make = Object.hasOwn(makers, name) ? makers[name] : undefined;
    if (make === undefined) throw undecodable(`a content encoding of ${ACCEPT_ENCODING}, received ${JSON.stringify(name.slice(0, 40))}`);
    return make();
  });
}

function undecodable(problem: string): SluiceError {
  return new SluiceError(`Cannot decode the body: expected ${problem}`, { code: "HTTP_BAD_PAYLOAD", retryable: false });
}
