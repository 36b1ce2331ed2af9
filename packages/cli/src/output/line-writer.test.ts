import { Writable } from "node:stream";
import { expect, test } from "vitest";
import { LineWriter, ReaderLeftError } from "./line-writer.js";

/** A stream whose reader takes a chunk only when told to. */
function stalled() {
  const taken: string[] = [];
  let release: (() => void) | null = null;
  const stream = new Writable({
    highWaterMark: 8,
    decodeStrings: false,
    write(chunk: string, _encoding, done) {
      taken.push(chunk);
      release = done;
    },
  });
  return { stream, taken, release: () => release?.() };
}

test("write() waits while the reader is behind", async () => {
  const { stream, release } = stalled();
  using writer = new LineWriter(stream);
  let accepted = false;
  const written = writer.write("more than eight characters").then(() => (accepted = true));
  await new Promise(setImmediate);
  expect(accepted).toBe(false);
  release();
  await written;
  expect(accepted).toBe(true);
});

test("C6 write() rejects when the reader leaves while it waits", async () => {
  const { stream } = stalled();
  using writer = new LineWriter(stream);
  const written = writer.write("more than eight characters");
  stream.destroy(Object.assign(new Error("write EPIPE"), { code: "EPIPE" }));
  await expect(written).rejects.toBeInstanceOf(ReaderLeftError);
  expect(writer.hasReaderLeft).toBe(true);
  await expect(writer.write("more")).rejects.toBeInstanceOf(ReaderLeftError);
});

test("an error other than a reader who left is passed on as it is", async () => {
  const { stream } = stalled();
  using writer = new LineWriter(stream);
  const written = writer.write("more than eight characters");
  const error = Object.assign(new Error("write ENOSPC"), { code: "ENOSPC" });
  stream.destroy(error);
  await expect(written).rejects.toBe(error);
  expect(writer.hasReaderLeft).toBe(false);
});

test("abandon() ends the wait for a reader who is stuck", async () => {
  const { stream } = stalled();
  using writer = new LineWriter(stream);
  const written = writer.write("more than eight characters");
  const reason = new Error("stopped");
  writer.abandon(reason);
  await expect(written).rejects.toBe(reason);
  await expect(writer.write("more")).rejects.toBe(reason);
});
