import { PassThrough } from "node:stream";
import { expect, test } from "vitest";
import { paintFor } from "./paint.js";

const pipe = new PassThrough();
const terminal = Object.assign(new PassThrough(), { isTTY: true });

test("paintFor() colours terminals only", () => {
  expect(paintFor(terminal, {})("red", "a")).toBe("\u001b[31ma\u001b[39m");
  expect(paintFor(pipe, {})("red", "a")).toBe("a");
  expect(paintFor(terminal, { TERM: "dumb" })("red", "a")).toBe("a");
});

test("paintFor() heeds NO_COLOR, and FORCE_COLOR before it", () => {
  expect(paintFor(terminal, { NO_COLOR: "1" })("red", "a")).toBe("a");
  expect(paintFor(pipe, { NO_COLOR: "1", FORCE_COLOR: "1" })("red", "a")).toContain("\u001b");
  expect(paintFor(terminal, { FORCE_COLOR: "0" })("red", "a")).toBe("a");
});
