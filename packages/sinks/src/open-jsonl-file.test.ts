import { appendFileSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import type { SinkPosition } from "@sluice/core-events";
import { jsonlSink } from "./jsonl.js";
import type { JsonlOptions } from "./jsonl-options.js";
import { errorWithCode } from "./testing/error-with-code.js";
import { readValues } from "./testing/read-values.js";
import { checkpointOf, documentOf } from "./testing/sample-documents.js";
import { temporaryPath } from "./testing/temporary-path.js";

/** Writes documents with the numbers given, commits, closes, and gives the position. */
async function writeThrough(options: JsonlOptions, position: SinkPosition | null, numbers: readonly number[]): Promise<SinkPosition> {
  await using sink = await jsonlSink(options).open({ position });
  await sink.write(numbers.map((n) => documentOf(n)));
  return await sink.commit(checkpointOf(numbers.length));
}

/** The warnings given from now on; they are kept from the terminal. */
function collectWarnings(): unknown[] {
  const warnings: unknown[] = [];
  const emitWarning = vi.spyOn(process, "emitWarning").mockImplementation((warning) => void warnings.push(warning));
  onTestFinished(() => emitWarning.mockRestore());
  return warnings;
}

describe.each([{ gzip: false }, { gzip: true }])("with gzip $gzip", ({ gzip }) => {
  test("an empty file is taken as it is", async () => {
    const path = temporaryPath("a.jsonl");
    writeFileSync(path, "");
    await writeThrough({ path, gzip }, null, [1]);
    expect(await readValues(path)).toEqual([documentOf(1)]);
  });

  test("overwrite starts over", async () => {
    const path = temporaryPath("a.jsonl");
    await writeThrough({ path, gzip }, null, [1, 2, 3]);
    await writeThrough({ path, gzip, ifExists: "overwrite" }, null, [4]);
    expect(await readValues(path)).toEqual([documentOf(4)]);
  });

  test("append goes on behind what is there, and a resume behind its own last commit", async () => {
    const path = temporaryPath("a.jsonl");
    await writeThrough({ path, gzip }, null, [1]);
    const position = await writeThrough({ path, gzip, ifExists: "append" }, null, [2]);
    await writeThrough({ path, gzip, ifExists: "append" }, position, [3]);
    expect(await readValues(path)).toEqual([documentOf(1), documentOf(2), documentOf(3)]);
  });

  test("a file that exists is refused untouched", async () => {
    const path = temporaryPath("a.jsonl");
    await writeThrough({ path, gzip }, null, [1]);
    const before = readFileSync(path);
    const error = await errorWithCode(jsonlSink({ path, gzip }).open({ position: null }), "SINK_EXISTS");
    expect(error.context).toEqual({ path, bytes: before.length });
    expect(readFileSync(path)).toEqual(before);
  });

  test("a file shorter than the position is refused, naming both lengths", async () => {
    const path = temporaryPath("a.jsonl");
    const position = await writeThrough({ path, gzip }, null, [1, 2]);
    const size = statSync(path).size;
    truncateSync(path, size - 3);
    const error = await errorWithCode(jsonlSink({ path, gzip }).open({ position }), "SINK_TRUNCATED");
    expect(error.context).toEqual({ path, expectedBytes: size, foundBytes: size - 3 });
  });

  test("a missing file is refused if something was committed, and not created", async () => {
    const path = temporaryPath("a.jsonl");
    const position = await writeThrough({ path, gzip }, null, [1]);
    rmSync(path);
    const error = await errorWithCode(jsonlSink({ path, gzip, ifExists: "overwrite" }).open({ position }), "SINK_TRUNCATED");
    expect(error.message).toMatch(/at least \d+ bytes are committed, received no file$/);
    expect(() => statSync(path)).toThrow("ENOENT");
  });

  test("a missing file is created again if nothing was committed", async () => {
    const path = temporaryPath("a.jsonl");
    const position = await writeThrough({ path, gzip }, null, []);
    rmSync(path);
    await writeThrough({ path, gzip }, position, [1]);
    expect(await readValues(path)).toEqual([documentOf(1)]);
  });

  test("bytes behind the position are cut off exactly", async () => {
    const path = temporaryPath("a.jsonl");
    const position = await writeThrough({ path, gzip }, null, [1, 2]);
    const before = readFileSync(path);
    appendFileSync(path, Buffer.alloc(100_000));
    await using _ = await jsonlSink({ path, gzip }).open({ position });
    expect(readFileSync(path)).toEqual(before);
  });

  test("another file in the place of the committed one is refused untouched", async () => {
    const path = temporaryPath("a.jsonl");
    const position = await writeThrough({ path, gzip }, null, [1, 2]);
    const other = Buffer.alloc(1_000, "x");
    writeFileSync(path, other);
    await errorWithCode(jsonlSink({ path, gzip }).open({ position }), "SINK_DAMAGED");
    expect(readFileSync(path)).toEqual(other);
  });
});

const whole = `${JSON.stringify(documentOf(1))}\n`;

test.each([
  ["mid-JSON", Buffer.from('{"docId":"d2","te')],
  ["mid-UTF-8", Buffer.concat([Buffer.from('{"docId":"'), Buffer.from("ä").subarray(0, 1)])],
  ["NUL padding", Buffer.alloc(5_000)],
  ["mid-JSON with NUL padding", Buffer.concat([Buffer.from('{"docId"'), Buffer.alloc(4_096)])],
  ["a torn number", Buffer.from("12")],
  ["a torn line of 300 KB", Buffer.from(`{"docId":"d2","text":"${"x".repeat(300_000)}`)],
])("append cuts a torn last line: %s", async (_, tail) => {
  const path = temporaryPath("a.jsonl");
  const warnings = collectWarnings();
  writeFileSync(path, Buffer.concat([Buffer.from(whole), tail]));
  await writeThrough({ path, ifExists: "append" }, null, [3]);
  expect(await readValues(path)).toEqual([documentOf(1), documentOf(3)]);
  expect(warnings).toEqual([`Cut ${tail.length} bytes of a torn last line off ${path}`]);
});

test("append gives a whole last line the newline it lacks", async () => {
  const path = temporaryPath("a.jsonl");
  writeFileSync(path, whole + JSON.stringify(documentOf(2)));
  await writeThrough({ path, ifExists: "append" }, null, [3]);
  expect(await readValues(path)).toEqual([documentOf(1), documentOf(2), documentOf(3)]);
});

test("append finds the last whole line of a long file", async () => {
  const path = temporaryPath("a.jsonl");
  const warnings = collectWarnings();
  writeFileSync(path, `${whole.repeat(5_000)}{"torn`);
  await writeThrough({ path, ifExists: "append" }, null, [3]);
  expect(readFileSync(path, "utf8")).toBe(`${whole.repeat(5_000)}${JSON.stringify(documentOf(3))}\n`);
  expect(warnings).toHaveLength(1);
});

test("append cuts a file without any newline to nothing", async () => {
  const warnings = collectWarnings();
  const path = temporaryPath("a.jsonl");
  writeFileSync(path, '{"docId":"d1","te');
  await writeThrough({ path, ifExists: "append" }, null, [3]);
  expect(await readValues(path)).toEqual([documentOf(3)]);
  expect(warnings).toHaveLength(1);
});

test("append leaves a damaged line in the middle as it is", async () => {
  const path = temporaryPath("a.jsonl");
  writeFileSync(path, `{"broken\n${whole}`);
  await writeThrough({ path, ifExists: "append" }, null, [3]);
  expect(readFileSync(path, "utf8")).toBe(`{"broken\n${whole}${JSON.stringify(documentOf(3))}\n`);
});

test("append cuts a torn gzip member", async () => {
  const warnings = collectWarnings();
  const path = temporaryPath("a.jsonl.gz");
  const options = { path, gzip: true, ifExists: "append" } as const;
  writeFileSync(path, Buffer.concat([gzipSync(whole), gzipSync(whole).subarray(0, -5)]));
  await writeThrough(options, null, [3]);
  expect(await readValues(path)).toEqual([documentOf(1), documentOf(3)]);
  expect(warnings).toHaveLength(1);
});

test("a plain file is not appended to as gzip, nor the other way round", async () => {
  const path = temporaryPath("a.jsonl");
  const position = await writeThrough({ path }, null, [1]);
  await errorWithCode(jsonlSink({ path, gzip: true, ifExists: "append" }).open({ position: null }), "SINK_DAMAGED");
  await errorWithCode(jsonlSink({ path, gzip: true }).open({ position }), "SINK_DAMAGED");
});
