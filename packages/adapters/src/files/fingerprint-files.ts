import { createHash, randomUUID } from "node:crypto";
import { open } from "node:fs/promises";
import type { JsonValue } from "@sluice/core-events";
import type { InputFile } from "./input-file.js";
import { sourceError } from "./source-error.js";

const SAMPLE_BYTES = 65_536;

/** What a stream that cannot be read twice is told apart by: it never equals that of another process. */
const thisProcess = randomUUID();

/**
 * What tells a changed input from an unchanged one: name, size and a SHA-256 over the first and last 64 KiB of each file.
 * A change in the middle that keeps the size is not seen.
 */
export async function fingerprintFiles(files: readonly InputFile[]): Promise<Record<string, JsonValue>> {
  return { files: await Promise.all(files.map(fingerprintFile)) };
}

async function fingerprintFile({ path, name, size }: InputFile): Promise<JsonValue> {
  if (size === null) return { name, stream: thisProcess };
  try {
    await using file = await open(path);
    const hash = createHash("sha256");
    for (const position of new Set([0, Math.max(0, size - SAMPLE_BYTES)])) {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(SAMPLE_BYTES), 0, SAMPLE_BYTES, position);
      hash.update(buffer.subarray(0, bytesRead));
    }
    return { name, size, sha256: hash.digest("hex") };
  } catch (error) {
    throw sourceError(error, { path });
  }
}
