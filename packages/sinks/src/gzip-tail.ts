import type { FileHandle } from "node:fs/promises";
import { Readable } from "node:stream";
import { crc32, createInflateRaw } from "node:zlib";
import { SluiceError } from "@sluice/core-events";
import { gzipHeaderBytes } from "./gzip-header.js";
import { ioCode } from "./io-reason.js";
import { readFully } from "./torn-tail.js";

const CHUNK_BYTES = 65_536;
const TRAILER_BYTES = 8;
const NEWLINE = 0x0a;

/** What a gzip file holds in whole members. */
export interface GzipTail {
  /** The offset right behind the last whole member. */
  readonly wholeBytes: number;
  /** Where that member begins; 0 if there is none. */
  readonly lastMember: number;
}

/**
 * Walks through the members of a gzip file (RFC 1952) to find where the last whole one ends, in one pass and constant memory.
 * A member that the file's end cuts short, or NUL padding, is a torn tail.
 *
 * @throws {SluiceError} `SINK_DAMAGED`, naming the offset, for any other member that cannot be read, and for a last whole
 * member that does not end with a newline.
 */
export async function findGzipTail(handle: FileHandle, size: number, path: string): Promise<GzipTail> {
  let tail: GzipTail = { wholeBytes: 0, lastMember: 0 };
  let lastByte = NEWLINE;
  while (tail.wholeBytes < size) {
    const at = tail.wholeBytes;
    const member = await readMember(handle, at, size, path);
    if (member === null) break;
    tail = { wholeBytes: member.end, lastMember: at };
    lastByte = member.lastByte ?? lastByte;
  }
  if (lastByte !== NEWLINE) throw damaged(path, tail.lastMember, "its lines must end with a newline");
  return tail;
}

async function readMember(handle: FileHandle, start: number, size: number, path: string): Promise<{ end: number; lastByte?: number } | null> {
  const head = await readFully(handle, start, Math.min(CHUNK_BYTES, size - start));
  const headerBytes = gzipHeaderBytes(head);
  if (headerBytes === "short") return null;
  if (headerBytes === "none") {
    if (await isNulUntil(handle, start, size)) return null;
    throw damaged(path, start, "a gzip member must begin there");
  }
  return await inflateMember(handle, start + headerBytes, size, path);
}

async function inflateMember(handle: FileHandle, from: number, size: number, path: string): Promise<{ end: number; lastByte?: number } | null> {
  const inflate = createInflateRaw();
  const source = Readable.from(chunks(handle, from, size));
  source.once("error", (error) => inflate.destroy(error)).pipe(inflate);
  let checksum = 0;
  let lastByte: number | undefined;
  try {
    for await (const chunk of inflate as AsyncIterable<Buffer>) {
      checksum = crc32(chunk, checksum);
      lastByte = chunk.at(-1) ?? lastByte;
    }
  } catch (error) {
    if (ioCode(error) === "Z_BUF_ERROR") return null; // the file ends inside the member
    throw ioCode(error)?.startsWith("Z_") === true ? damaged(path, from, "its gzip member must be whole", error) : error;
  } finally {
    source.destroy();
  }
  const end = from + inflate.bytesWritten + TRAILER_BYTES;
  if (end > size) return null;
  const trailer = await readFully(handle, end - TRAILER_BYTES, TRAILER_BYTES);
  if (trailer.readUInt32LE(0) !== checksum) throw damaged(path, from, "the checksum of its gzip member must fit");
  return lastByte === undefined ? { end } : { end, lastByte };
}

async function* chunks(handle: FileHandle, from: number, size: number): AsyncGenerator<Buffer> {
  for (let at = from; at < size; at += CHUNK_BYTES) yield await readFully(handle, at, Math.min(CHUNK_BYTES, size - at));
}

async function isNulUntil(handle: FileHandle, from: number, size: number): Promise<boolean> {
  for await (const chunk of chunks(handle, from, size)) if (chunk.some((byte) => byte !== 0)) return false;
  return true;
}

function damaged(path: string, offset: number, expected: string, cause?: unknown): SluiceError {
  const message = `Cannot append to ${path}: ${expected}, received other bytes at offset ${offset}`;
  return new SluiceError(message, { code: "SINK_DAMAGED", context: { path, offset }, cause });
}
