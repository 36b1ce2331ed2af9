import { writeFileSync } from "node:fs";
import { open } from "node:fs/promises";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { findGzipTail, type GzipTail } from "./gzip-tail.js";
import { errorWithCode } from "./testing/error-with-code.js";
import { temporaryPath } from "./testing/temporary-path.js";

const first = gzipSync('{"n":1}\n');
const second = gzipSync(`{"n":2,"noise":"${Array.from({ length: 50_000 }, (_, n) => (n * 7_919) % 10_007).join("")}"}\n`);

async function tailOf(...parts: readonly Buffer[]): Promise<GzipTail> {
  const path = temporaryPath("a.gz");
  const bytes = Buffer.concat(parts);
  writeFileSync(path, bytes);
  await using handle = await open(path, "r");
  return await findGzipTail(handle, bytes.length, path);
}

const behindFirst: GzipTail = { wholeBytes: first.length, lastMember: 0 };

test("whole members end where the file ends", async () => {
  expect(await tailOf(first)).toEqual(behindFirst);
  expect(await tailOf(first, second)).toEqual({ wholeBytes: first.length + second.length, lastMember: first.length });
});

test("a member cut anywhere is a torn tail", async () => {
  const cuts = [1, 2, 3, 9, 10, 11, 100, second.length - 8, second.length - 1];
  for (const cut of cuts) expect(await tailOf(first, second.subarray(0, cut)), `cut at ${cut}`).toEqual(behindFirst);
});

test("NUL padding is a torn tail", async () => {
  expect(await tailOf(first, Buffer.alloc(100_000))).toEqual(behindFirst);
});

test("a header with name, comment and extra fields is read over", async () => {
  const head = Buffer.concat([Buffer.from([0x1f, 0x8b, 8, 0x1c, 0, 0, 0, 0, 0, 3]), Buffer.from([3, 0, 1, 2, 3]), Buffer.from("name\0comment\0")]);
  const member = Buffer.concat([head, first.subarray(10)]);
  expect(await tailOf(member, first)).toEqual({ wholeBytes: member.length + first.length, lastMember: member.length });
});

test("other bytes behind a member are damage, not a tail", async () => {
  const error = await errorWithCode(tailOf(first, Buffer.from("{}\n")), "SINK_DAMAGED");
  expect(error.context["offset"]).toBe(first.length);
});

test("a flipped bit in the middle is damage", async () => {
  const flipped = Buffer.from(second);
  flipped[1_000]! ^= 1;
  await errorWithCode(tailOf(first, flipped, first), "SINK_DAMAGED");
});

test("a last line without newline inside a whole member is damage", async () => {
  await errorWithCode(tailOf(gzipSync('{"n":1}')), "SINK_DAMAGED");
});
