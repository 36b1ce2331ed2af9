import { randomBytes } from "node:crypto";
import { execFile, execFileSync } from "node:child_process";
import { readdirSync, readlinkSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { gzipSync } from "node:zlib";
import { expect, test, vi } from "vitest";
import { TemporaryFolder } from "../testing/temporary-folder.js";
import { areResumable, inputFiles } from "./input-file.js";
import { readBytes, type ReadBytesOptions } from "./read-bytes.js";

async function read(path: string, options: ReadBytesOptions = {}): Promise<string> {
  const chunks: Buffer[] = [];
  for (const file of await inputFiles(path)) for await (const chunk of readBytes(file, options)) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

/** How often this process holds the file open. */
function openHandles(path: string): number {
  return readdirSync("/proc/self/fd").filter((fd) => linkOf(fd) === path).length;
}

function linkOf(fd: string): string | null {
  try {
    return readlinkSync(`/proc/self/fd/${fd}`);
  } catch {
    return null; // closed since it was listed
  }
}

test("readBytes() begins at an offset, also inside gzip", async () => {
  using folder = new TemporaryFolder();
  const content = Array.from({ length: 100_000 }, (_, n) => String(n)).join(" ");
  for (const path of [folder.file("a.txt", content), folder.file("a.txt.gz", gzipSync(content))]) {
    expect(await read(path, { offset: 300_000 })).toBe(content.slice(300_000));
    expect(await read(path, { offset: content.length })).toBe("");
    await expect(read(path, { offset: content.length + 1 })).rejects.toMatchObject({ code: "SOURCE_TRUNCATED" });
  }
});

test("readBytes() reads all members of a gzip file", async () => {
  using folder = new TemporaryFolder();
  expect(await read(folder.file("a.gz", Buffer.concat([gzipSync("one "), gzipSync("two")])))).toBe("one two");
});

test.runIf(process.platform === "linux")("readBytes() closes the file when the consumer stops early or the signal aborts", async () => {
  using folder = new TemporaryFolder();
  const controller = new AbortController();
  const noise = randomBytes(1_500_000).toString("base64"); // does not get small, so neither file is read to its end at once
  for (const path of [folder.file("a.txt", noise), folder.file("a.gz", gzipSync(noise))]) {
    const [file] = await inputFiles(path);
    for await (const _ of readBytes(file!)) {
      expect(openHandles(path)).toBe(1);
      break;
    }
    await expect.poll(() => openHandles(path)).toBe(0);
    await expect(read(path, { signal: AbortSignal.abort(controller) })).rejects.toBe(controller);
    await expect.poll(() => openHandles(path)).toBe(0);
  }
});

test.runIf(process.platform === "linux")("readBytes() reads a pipe, which cannot be resumed", async () => {
  using folder = new TemporaryFolder();
  const path = join(folder.path, "pipe");
  execFileSync("mkfifo", [path]);
  const files = await inputFiles(path);
  expect(areResumable(files)).toBe(false);
  execFile("sh", ["-c", `echo hello > ${path}`]);
  expect(await read(path)).toBe("hello\n");
});

test("readBytes() reads standard input", async () => {
  const piped = Readable.from([Buffer.from("from "), Buffer.from("a pipe")]) as unknown; // what stdin is when it is no terminal
  using _ = vi.spyOn(process, "stdin", "get").mockReturnValue(piped as typeof process.stdin);
  expect(await read("-")).toBe("from a pipe");
});
