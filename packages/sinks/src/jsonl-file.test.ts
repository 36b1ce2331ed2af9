import { readFileSync, statSync } from "node:fs";
import type { SluiceError } from "@sluice/core-events";
import { describe, expect, test } from "vitest";
import type { JsonlFile } from "./jsonl-file.js";
import { type CheckedJsonlOptions, checkJsonlOptions } from "./jsonl-options.js";
import type { JsonlPosition } from "./jsonl-position.js";
import { openJsonlFile } from "./open-jsonl-file.js";
import { errorWithCode } from "./testing/error-with-code.js";
import { failingFileSystem } from "./testing/failing-file-system.js";
import { readValues } from "./testing/read-values.js";
import { temporaryPath } from "./testing/temporary-path.js";

const line = (n: number): string => `{"n":${n},"text":"${"fern ".repeat(20)}"}\n`;
const lines = (from: number, to: number): string[] => Array.from({ length: to - from }, (_, at) => line(from + at));
const values = (from: number, to: number): unknown[] => lines(from, to).map((text) => JSON.parse(text) as unknown);

test("append() keeps lines in memory until a chunk is full", async () => {
  const path = temporaryPath("a.jsonl");
  await using file = await openJsonlFile(checkJsonlOptions({ path }, "a"), null);
  await file.append(lines(0, 10));
  expect(statSync(path).size).toBe(0);
  await file.append(lines(10, 10_000));
  expect(statSync(path).size).toBeGreaterThan(500_000);
});

test("commit() covers what was appended before it, not what is appended while it runs", async () => {
  const path = temporaryPath("a.jsonl");
  await using file = await openJsonlFile(checkJsonlOptions({ path }, "a"), null);
  const calls = [file.append(lines(0, 6_000)), file.commit(), file.append(lines(6_000, 12_000)), file.commit()] as const;
  const [, first, , second] = await Promise.all(calls);
  expect(first).toEqual({ bytes: lines(0, 6_000).join("").length });
  expect(second).toEqual({ bytes: lines(0, 12_000).join("").length });
  expect(readFileSync(path, "utf8")).toBe(lines(0, 12_000).join(""));
});

test("dispose leaves what was not committed behind the position", async () => {
  const path = temporaryPath("a.jsonl");
  const options = checkJsonlOptions({ path }, "a");
  let position: JsonlPosition;
  {
    await using file = await openJsonlFile(options, null);
    await file.append(lines(0, 5));
    position = await file.commit();
    await file.append(lines(5, 9_000));
  }
  expect(statSync(path).size).toBeGreaterThan(position.bytes);
  await using _ = await openJsonlFile(options, position);
  expect(statSync(path).size).toBe(position.bytes);
});

test("dispose twice is no error, and every call after it is one", async () => {
  const file = await openJsonlFile(checkJsonlOptions({ path: temporaryPath("a.jsonl") }, "a"), null);
  await file[Symbol.asyncDispose]();
  await file[Symbol.asyncDispose]();
  await expect(file.append(["1\n"])).rejects.toThrow(TypeError);
  await expect(file.commit()).rejects.toThrow("it must be open, received a call after it was closed");
});

test("writes that take few bytes at a time give whole lines all the same", async () => {
  const path = temporaryPath("a.jsonl");
  await using file = await openJsonlFile(checkJsonlOptions({ path }, "a"), null, failingFileSystem({ writeBytes: 1_000 }));
  await file.append(lines(0, 2_000));
  expect(await file.commit()).toEqual({ bytes: lines(0, 2_000).join("").length });
  expect(readFileSync(path, "utf8")).toBe(lines(0, 2_000).join(""));
});

test("a failed write is cut back to the last commit, and every call after it rejects with the same error", async () => {
  const path = temporaryPath("a.jsonl");
  const files = failingFileSystem({});
  await using file = await openJsonlFile(checkJsonlOptions({ path }, "a"), null, files);
  await file.append(lines(0, 5));
  const { bytes } = await file.commit();
  const failing = failingFileSystem({ failName: "write" });
  await using broken = await openJsonlFile(checkJsonlOptions({ path }, "a"), { bytes }, failing);
  await broken.append(lines(5, 10));
  const error = await errorWithCode(broken.commit(), "SINK_FAILED");
  expect(error.message).toBe(`Cannot write ${path}: the device reports an I/O error (EIO), at byte ${bytes}, of which ${bytes} are committed`);
  expect(statSync(path).size).toBe(bytes);
  await expect(broken.append(["1\n"])).rejects.toBe(error);
  await expect(broken.commit()).rejects.toBe(error);
});

test("a failed datasync is not tried again as if the bytes were written", async () => {
  const path = temporaryPath("a.jsonl");
  const files = failingFileSystem({ failName: "datasync" });
  await using file = await openJsonlFile(checkJsonlOptions({ path }, "a"), null, files);
  await file.append(lines(0, 5));
  const error = await errorWithCode(file.commit(), "SINK_FAILED");
  await expect(file.commit()).rejects.toBe(error);
  expect(files.calls.filter((call) => call === "datasync")).toHaveLength(1);
  expect(statSync(path).size).toBe(0);
});

test("commits in flight together fail together, with one error", async () => {
  const files = failingFileSystem({ failName: "datasync" });
  await using file = await openJsonlFile(checkJsonlOptions({ path: temporaryPath("a.jsonl") }, "a"), null, files);
  await file.append(lines(0, 5));
  const results = await Promise.allSettled([file.commit(), file.append(lines(5, 9_000)), file.commit()]);
  const errors = results.map((result) => (result.status === "rejected" ? (result.reason as SluiceError) : null));
  expect(errors[0]?.code).toBe("SINK_FAILED");
  expect(new Set(errors).size).toBe(1);
});

describe.each([{ gzip: false }, { gzip: true }])("after the failure of any file-system call, with gzip $gzip", ({ gzip }) => {
  /** Three rounds of lines, each committed; the acknowledged position and count move on as commits succeed. */
  async function run(options: CheckedJsonlOptions, files: ReturnType<typeof failingFileSystem>): Promise<Acknowledged> {
    const acknowledged: Acknowledged = { position: null, count: 0, error: null };
    let file: JsonlFile | null = null;
    try {
      file = await openJsonlFile(options, acknowledged.position, files);
      acknowledged.position = await file.commit();
      for (let round = 1; round <= 3; round += 1) {
        await file.append(lines(acknowledged.count, round * 6_000));
        acknowledged.position = await file.commit();
        acknowledged.count = round * 6_000;
      }
    } catch (error) {
      acknowledged.error = error;
    }
    await file?.[Symbol.asyncDispose]().catch((error: unknown) => (acknowledged.error = error));
    return acknowledged;
  }

  interface Acknowledged {
    position: JsonlPosition | null;
    count: number;
    error: unknown;
  }

  test("reopening at the last position gives exactly the committed lines", async () => {
    const healthy = failingFileSystem({});
    const whole = await run(checkJsonlOptions({ path: temporaryPath("a.jsonl"), gzip }, "a"), healthy);
    expect(whole).toMatchObject({ count: 18_000, error: null });
    expect(healthy.calls.length).toBeGreaterThan(15);
    for (let failAt = 1; failAt <= healthy.calls.length; failAt += 1) {
      const options = checkJsonlOptions({ path: temporaryPath("a.jsonl"), gzip }, "a");
      const { position, count, error } = await run(options, failingFileSystem({ failAt }));
      expect(error, `call ${failAt} (${healthy.calls[failAt - 1]}) fails`).toMatchObject({ code: expect.stringMatching(/^SINK_(UNWRITABLE|FAILED)$/) as string });
      await using reopened = await openJsonlFile(options, position);
      await reopened.append([line(-1)]);
      await reopened.commit();
      expect(await readValues(options.path), `after the failure of call ${failAt}`).toEqual([...values(0, count), ...values(-1, 0)]);
    }
  });
});

test("a failure while the torn tail cannot be cut back keeps both errors", async () => {
  const path = temporaryPath("a.jsonl");
  const files = failingFileSystem({ failName: "write" });
  const both: typeof files = {
    ...files,
    open: async (...parameters) => {
      const handle = await files.open(...parameters);
      return new Proxy(handle, {
        get: (target, name) => (name === "truncate" ? async () => Promise.reject(new Error("no cut")) : Reflect.get(target, name, target) as unknown),
      });
    },
  };
  await using file = await openJsonlFile(checkJsonlOptions({ path }, "a"), null, both);
  await file.append(lines(0, 5));
  const error = await errorWithCode(file.commit(), "SINK_FAILED");
  expect((error.cause as AggregateError).errors.map(String)).toEqual(["Error: EIO: i/o error, write", "Error: no cut"]);
});
