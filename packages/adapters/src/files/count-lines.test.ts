import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { TemporaryFolder } from "../testing/temporary-folder.js";
import { countLines } from "./count-lines.js";
import { inputFiles } from "./input-file.js";

const { signal } = new AbortController();
const LINE = `${"x".repeat(99)}\n`;

async function count(...contents: readonly (readonly [name: string, content: string | Buffer])[]): Promise<number | null> {
  using folder = new TemporaryFolder();
  return await countLines(await inputFiles(contents.map(([name, content]) => folder.file(name, content))), signal);
}

test("lines are counted, with the last one that has no newline, plain and gzip", async () => {
  expect(await count(["a", "1\n2\n3"], ["b", ""], ["c.gz", gzipSync("4\n5")])).toBe(5);
});

test("beyond 64 MiB the lines of a file are estimated", async () => {
  const lines = await count(["a", LINE.repeat(700_000)]);
  expect(lines).toBeGreaterThan(690_000);
  expect(lines).toBeLessThan(710_000);
});

test("beyond its share of 64 MiB those of a gzip file are, from how far it has been read", async () => {
  const text = Array.from({ length: 200_000 }, (_, n) => `${n.toString(36)} ${((n * 7919) % 100_003).toString(16)} some more text of a line\n`).join("");
  const others = Array.from({ length: 63 }, (_, n) => [`${n}`, ""] as const);
  const lines = await count(["a.gz", gzipSync(text, { level: 1 })], ...others);
  expect(lines).not.toBe(200_000);
  expect(lines).toBeGreaterThan(100_000);
  expect(lines).toBeLessThan(260_000);
});

test("nobody knows of standard input", async () => {
  expect(await countLines(await inputFiles(["-"]), signal)).toBeNull();
});
