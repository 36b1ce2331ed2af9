import { expect, test } from "vitest";
import { capturedIo } from "../testing/captured-io.js";
import { Terminal } from "./terminal.js";

function lineOf(env: Record<string, string>, isTTY: boolean): string {
  const io = capturedIo({ cwd: "/", env, isTTY });
  new Terminal(io.stderr, io.env).line("bad news", "bad");
  return io.stderrText();
}

test.each([
  [{}, true, true],
  [{}, false, false],
  [{ TERM: "dumb" }, true, false],
  [{ NO_COLOR: "1" }, true, false],
  [{ NO_COLOR: "" }, true, true],
  [{ FORCE_COLOR: "1" }, false, true],
  [{ FORCE_COLOR: "0" }, true, false],
  [{ FORCE_COLOR: "1", NO_COLOR: "1" }, false, true],
])("with %o on a terminal: %s, colours are shown: %s", (env, isTTY, isColoured) => {
  expect(lineOf(env as Record<string, string>, isTTY)).toBe(isColoured ? "\u001b[31mbad news\u001b[39m\n" : "bad news\n");
});

test("line() redacts before it escapes", () => {
  const io = capturedIo({ cwd: "/" });
  const terminal = new Terminal(io.stderr, {});
  terminal.redactWith({ text: (text) => text.replaceAll("s3\tcr3t", "[redacted]") });
  terminal.line("key s3\tcr3t\nend");
  expect(io.stderrText()).toBe("key [redacted]\\nend\n");
});
