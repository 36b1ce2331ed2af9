import { expect, test } from "vitest";
import { capturedIo } from "../testing/captured-io.js";
import { wantsLiveDisplay } from "./choose-display.js";

const terminal = (env: Record<string, string> = {}) => capturedIo({ cwd: "/", env, isTTY: true });
const pipe = capturedIo({ cwd: "/" });

test("auto is live on a terminal only", () => {
  expect(wantsLiveDisplay("auto", terminal(), false)).toBe(true);
  expect(wantsLiveDisplay("auto", pipe, false)).toBe(false);
});

test("auto is plain in CI and on a dumb terminal", () => {
  expect(wantsLiveDisplay("auto", terminal({ CI: "true" }), false)).toBe(false);
  expect(wantsLiveDisplay("auto", terminal({ TERM: "dumb" }), false)).toBe(false);
  expect(wantsLiveDisplay("auto", terminal({ CI: "false" }), false)).toBe(true);
});

test("tty overrules CI but cannot do without a terminal", () => {
  expect(wantsLiveDisplay("tty", terminal({ CI: "true" }), false)).toBe(true);
  expect(wantsLiveDisplay("tty", pipe, false)).toBe(false);
});

test("a terminal without a size gets plain lines", () => {
  const io = terminal();
  for (const size of [{ columns: 0 }, { rows: 0 }]) expect(wantsLiveDisplay("tty", { ...io, stderr: Object.assign(Object.create(io.stderr) as typeof io.stderr, size) }, false)).toBe(false);
});

test("a live display does not share its terminal with data", () => {
  expect(wantsLiveDisplay("auto", terminal(), true)).toBe(false);
});
