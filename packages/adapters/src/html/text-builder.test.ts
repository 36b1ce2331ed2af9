import { expect, test } from "vitest";
import { TextBuilder } from "./text-builder.js";

test("white space is collapsed across pieces, and the widest gap wins", () => {
  const text = new TextBuilder();
  text.separate("\n\n");
  for (const piece of ["  a", " ", "\n b", "c "]) text.append(piece);
  text.separate("\n");
  text.separate("\t");
  text.append(" d\t\u00a0e ");
  expect(String(text)).toBe("a bc\nd \u00a0e");
});

test("preserved text keeps its white space and normalises its line ends", () => {
  const text = new TextBuilder();
  text.append("a");
  text.separate("\n\n");
  text.appendPreserved("  b\r\n\tc\rd");
  expect(String(text)).toBe("a\n\n  b\n\tc\nd");
});
