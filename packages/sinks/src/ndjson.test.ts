import { spawn } from "node:child_process";
import { once } from "node:events";
import { PassThrough, Writable } from "node:stream";
import { text } from "node:stream/consumers";
import type { Document } from "@sluice/core-events";
import { sinkContract } from "@sluice/core-events/testing";
import { describe, expect, onTestFinished, test } from "vitest";
import { ndjsonSink, stdoutSink } from "./ndjson.js";
import { errorWithCode } from "./testing/error-with-code.js";
import { checkpointOf, documentOf } from "./testing/sample-documents.js";

/** A stream whose reader takes everything at once. */
function eager(): { stream: Writable; lines: () => string[] } {
  let written = "";
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      written += chunk.toString();
      done();
    },
  });
  return { stream, lines: () => written.split("\n").slice(0, -1) };
}

describe("ndjsonSink() keeps what the contract asks of a stream", () => {
  const target = async () => {
    const { stream, lines } = eager();
    return { sink: ndjsonSink({ stream }), read: async () => lines().map((line) => JSON.parse(line) as Document), erase: async () => {} };
  };
  for (const { title, run } of sinkContract({ target, delivery: "at-least-once" })) test(title, run);
});

test("write() waits while the reader does not read", async () => {
  const stream = new PassThrough({ highWaterMark: 100 });
  await using sink = await ndjsonSink({ stream }).open({ position: null });
  let isAccepted = false;
  const writing = sink.write([documentOf(1, "x".repeat(200)), documentOf(2)]).then(() => (isAccepted = true));
  await new Promise((resolve) => setImmediate(resolve));
  expect([isAccepted, stream.readableLength + stream.writableLength < 1_000]).toEqual([false, true]);
  stream.resume();
  await writing;
});

test("commit() counts the documents that the stream has taken, also those of earlier attempts", async () => {
  const { stream } = eager();
  await using sink = await ndjsonSink({ stream }).open({ position: { documents: 5 } });
  await sink.write([documentOf(1), documentOf(2)]);
  expect(await sink.commit(checkpointOf(2))).toEqual({ documents: 7 });
});

test("C6 a reader that leaves is told of by a code of its own, now and from now on", async () => {
  const child = spawn("head", ["-n", "1"], { stdio: ["pipe", "pipe", "inherit"] });
  onTestFinished(() => void child.kill());
  await using sink = await ndjsonSink({ stream: child.stdin }).open({ position: null });
  const endless = (async () => {
    for (let n = 0; ; n += 1) await sink.write([documentOf(n, "x".repeat(10_000))]);
  })();
  const output = text(child.stdout);
  const error = await errorWithCode(endless, "READER_LEFT");
  expect(JSON.parse(await output)).toMatchObject({ docId: "d0" });
  await expect(sink.commit(checkpointOf(1))).rejects.toBe(error);
});

test("a stream that breaks is a failure of the sink", async () => {
  const stream = new Writable({ write: (_chunk, _encoding, done) => done(Object.assign(new Error("EIO: i/o error"), { code: "EIO" })) });
  await using sink = await ndjsonSink({ stream }).open({ position: null });
  await sink.write([documentOf(1)]).catch(() => undefined);
  await errorWithCode(sink.commit(checkpointOf(1)), "SINK_FAILED");
});

test("a signal ends the wait for a reader who does not read", async () => {
  const stream = new PassThrough({ highWaterMark: 1 });
  await using sink = await ndjsonSink({ stream }).open({ position: null });
  const controller = new AbortController();
  const writing = sink.write([documentOf(1)], { signal: controller.signal });
  controller.abort("over");
  await expect(writing).rejects.toBe("over");
});

test("no listener is left on the stream, and it is not ended", async () => {
  const { stream } = eager();
  for (let n = 0; n < 20; n += 1) await (await ndjsonSink({ stream }).open({ position: null }))[Symbol.asyncDispose]();
  expect([stream.listenerCount("error"), stream.listenerCount("drain"), stream.writableEnded]).toEqual([0, 0, false]);
  await once(stream.end(), "finish");
});

test("ndjsonSink() refuses what is no stream, and positions of other targets", async () => {
  expect(() => ndjsonSink({ stream: {} as never })).toThrow("stream must be a writable stream");
  expect(() => ndjsonSink({ stream: process.stdout, name: "" })).toThrow("name must be a non-empty string");
  await errorWithCode(Promise.resolve().then(() => ndjsonSink({ stream: eager().stream }).open({ position: { bytes: 1 } })), "CHECKPOINT_MISMATCH");
  expect(stdoutSink().name).toBe("stdout");
});
