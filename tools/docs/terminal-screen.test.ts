import { expect, test } from "vitest";
import { TerminalScreen } from "./terminal-screen.ts";

function screen(output: string): string[] {
  const terminal = new TerminalScreen();
  terminal.write(output);
  return terminal.lines().map((texts) => texts.map(({ text }) => text).join(""));
}

test("a line that is erased and written again stands once", () => {
  expect(screen("1 done\r\nwait\r\n\x1b[2K\x1b[1A\x1b[2K\x1b[1A\x1b[2K\x1b[G2 done\r\n")).toEqual(["2 done"]);
});

test("a carriage return writes over what stands there, and an erase takes the rest", () => {
  expect(screen("abcdef\rxy")).toEqual(["xycdef"]);
  expect(screen("abcdef\rxy\x1b[K")).toEqual(["xy"]);
  expect(screen("a\r\nb\r\nc\x1b[2A\x1b[2G\x1b[J")).toEqual(["a"]);
});

test("colours and bold tell texts apart, with their columns", () => {
  const terminal = new TerminalScreen();
  terminal.write("a\x1b[31mbc\x1b[39m\x1b[1md\x1b[22m");
  expect(terminal.lines()).toEqual([
    [
      { column: 0, text: "a", colour: null, isBold: false },
      { column: 1, text: "bc", colour: 31, isBold: false },
      { column: 3, text: "d", colour: null, isBold: true },
    ],
  ]);
});

test("modes are passed over, other sequences are refused", () => {
  expect(screen("\x1b[?2026ha\x1b[?25l")).toEqual(["a"]);
  expect(() => screen("\x1b[5S")).toThrow("ESC [ 5S is not known");
});
