import { execFileSync } from "node:child_process";
import { readdirSync, readlinkSync, writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { collect } from "@sluice/core-events/testing";
import { expect, test } from "vitest";
import { readJsonlFile } from "./read-jsonl-file.js";
import { errorWithCode } from "./testing/error-with-code.js";
import { temporaryPath } from "./testing/temporary-path.js";

function fileOf(content: string | Buffer): string {
  const path = temporaryPath("a.jsonl");
  writeFileSync(path, content);
  return path;
}

test.each([["plain", (text: string) => Buffer.from(text)], ["gzip", (text: string) => Buffer.concat([gzipSync(text.slice(0, 9)), gzipSync(text.slice(9))])]])(
  "every value of a %s file comes with its line and offset",
  async (_, encode) => {
    expect(await collect(readJsonlFile(fileOf(encode('{"ä":1}\n[2]\nnull\n'))))).toEqual([
      { line: 1, offset: 0, value: { ä: 1 } },
      { line: 2, offset: 9, value: [2] },
      { line: 3, offset: 13, value: null },
    ]);
  },
);

test("an empty file holds nothing", async () => {
  expect(await collect(readJsonlFile(fileOf("")))).toEqual([]);
});

test.each([
  ["broken JSON", '{"a":1}\n{"b":\n{"c":3}\n'],
  ["invalid UTF-8", Buffer.concat([Buffer.from('{"a":1}\n"'), Buffer.from([0xc3]), Buffer.from('"\n{}\n')])],
  ["NUL bytes", '{"a":1}\n\0\0\0\n{}\n'],
  ["an empty line", '{"a":1}\n\n{}\n'],
  ["a torn last line", '{"a":1}\n{"b"'],
  ["a last line without newline", '{"a":1}\n{}'],
])("%s is reported with its line, behind the good ones", async (_, content) => {
  const path = fileOf(content);
  const seen: unknown[] = [];
  const reading = (async () => {
    for await (const { value } of readJsonlFile(path)) seen.push(value);
  })();
  const error = await errorWithCode(reading, "SINK_DAMAGED");
  expect(error.context).toEqual({ path, line: 2, offset: 8 });
  expect(error.message).toMatch(`Cannot read line 2 of ${path}: `);
  expect(seen).toEqual([{ a: 1 }]);
});

test("a torn last line is called so", async () => {
  await expect(collect(readJsonlFile(fileOf('{"a":1}\n{"b"')))).rejects.toThrow("the last line is torn");
});

test("a torn or padded gzip member is reported, not taken for the end", async () => {
  const whole = gzipSync('{"a":1}\n');
  const torn = fileOf(Buffer.concat([whole, whole.subarray(0, -4)]));
  await errorWithCode(collect(readJsonlFile(torn)), "SINK_DAMAGED");
  const padded = fileOf(Buffer.concat([whole, Buffer.alloc(100)]));
  const error = await errorWithCode(collect(readJsonlFile(padded)), "SINK_DAMAGED");
  expect(error.message).toContain(`no gzip member begins at byte ${whole.length} of the file`);
});

test("a missing file, a directory and a pipe cannot be read, and nothing hangs", async () => {
  const pipe = temporaryPath("pipe");
  execFileSync("mkfifo", [pipe]);
  for (const path of [temporaryPath("missing"), "/", pipe]) await errorWithCode(collect(readJsonlFile(path)), "SOURCE_UNREADABLE");
});

test.runIf(process.platform === "linux")("reading is lazy, and the file is closed when the consumer stops early", async () => {
  const path = fileOf(`${'{"a":1}\n'.repeat(1_000_000)}broken\n`);
  for (let n = 0; n < 300; n += 1) for await (const { line } of readJsonlFile(path)) if (line === 1) break;
  expect(readdirSync("/proc/self/fd").map(targetOf)).not.toContain(path);
});

/** The file behind a descriptor; another one may be closed while the list is read. */
function targetOf(descriptor: string): string | null {
  try {
    return readlinkSync(`/proc/self/fd/${descriptor}`);
  } catch {
    return null;
  }
}
