import { expect, test } from "vitest";
import { markdownFences } from "./markdown-fences.ts";

test("fences come with language, line and content", () => {
  expect(markdownFences("a\n```ts\nx;\ny;\n```\n~~~\nplain\n~~~\n")).toEqual([
    { language: "ts", line: 3, text: "x;\ny;", prelude: "", notRun: "" },
    { language: "", line: 7, text: "plain", prelude: "", notRun: "" },
  ]);
});

test("a longer fence encloses a shorter one, and indentation is taken off", () => {
  const [outer, ...others] = markdownFences("- item\n  ````md\n  ```ts\n  x;\n  ```\n  ````\n");
  expect(outer).toMatchObject({ language: "md", text: "```ts\nx;\n```" });
  expect(others).toEqual([]);
});

test("a comment above a fence is its prelude", () => {
  const fences = markdownFences("<!-- example: far; -->\n```ts\na;\n```\n<!-- example:\ndeclare const p: string;\n-->\n```ts\np;\n```\n");
  expect(fences).toMatchObject([{ text: "a;", prelude: "far;" }, { text: "p;", prelude: "declare const p: string;" }]);
});

test("a comment above a fence, or above its prelude, is the reason why it is not run", () => {
  const fences = markdownFences("<!-- not run: needs a server -->\n<!-- example: far; -->\n```ts\na;\n```\n<!-- not run: slow -->\n\n```sh\nb\n```\n\n```sh\nc\n```\n");
  expect(fences.map(({ notRun }) => notRun)).toEqual(["needs a server", "slow", ""]);
});
