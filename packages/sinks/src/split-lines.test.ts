import { collect } from "@sluice/core-events/testing";
import { expect, test } from "vitest";
import { splitLines } from "./split-lines.js";

async function linesOf(...chunks: readonly string[]): Promise<string[]> {
  const bytes = (async function* () {
    for (const chunk of chunks) yield Buffer.from(chunk);
  })();
  return (await collect(splitLines(bytes))).map(({ bytes, isTorn }) => `${bytes.toString()}${isTorn ? "…" : ""}`);
}

test("lines are the same however the bytes are cut into chunks", async () => {
  expect(await linesOf("one\ntwo\n\nthree")).toEqual(["one", "two", "", "three…"]);
  expect(await linesOf(...Array.from("one\ntwo\n\nthree"))).toEqual(["one", "two", "", "three…"]);
});

test("only LF ends a line", async () => {
  expect(await linesOf("a\rb\u2028c\n")).toEqual(["a\rb\u2028c"]);
});

test("nothing gives no line", async () => {
  expect(await linesOf()).toEqual([]);
  expect(await linesOf("")).toEqual([]);
});
