import { expect, test } from "vitest";
import { diffHunk } from "./diff-hunk.ts";

test("a changed line stands with its neighbours, at the margin", () => {
  const before = "import a;\n\nexport async function run() {\n  one();\n  old();\n  two();\n}\n";
  expect(diffHunk(before, before.replace("old", "now"))).toEqual([" one();", "-old();", "+now();", " two();"]);
});

test("lines that both have stay between those that change", () => {
  const hunk = diffHunk("x\na\nkept\nb\ny\n", "x\nA\nkept\nB\ny\n", 0);
  expect(hunk).toEqual(["-a", "+A", " kept", "-b", "+B"]);
});

test("lines may come, go and repeat", () => {
  expect(diffHunk("a\nb\n", "a\nb\nb\n", 0)).toEqual(["+b"]);
  expect(diffHunk("a\nb\nb\n", "a\nb\n", 0)).toEqual(["-b"]);
  expect(diffHunk("a\nb\n", "a\nb\n")).toEqual([]);
});
