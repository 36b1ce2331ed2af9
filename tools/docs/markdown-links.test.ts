import { expect, test } from "vitest";
import { headingAnchors, markdownLinks } from "./markdown-links.ts";

test("relative links and pictures come with their line, path and anchor", () => {
  const page = 'See [a](a.md) and ![b](<b/c d.svg>).\n[here](#one "title"), [there](../x%20y.md#two)\n';
  expect(markdownLinks(page)).toEqual([
    { line: 1, path: "a.md", anchor: null },
    { line: 2, path: "", anchor: "one" },
    { line: 2, path: "../x y.md", anchor: "two" },
  ]);
});

test("addresses and what stands in code are no links of the repository", () => {
  expect(markdownLinks("[a](https://example.org/a.md) `[b](b.md)`\n```md\n[c](c.md)\n```\n[d](mailto:d@example.org)\n")).toEqual([]);
});

test("headings become anchors, and the same heading twice gets a number", () => {
  const page = "# The `--sink` option, in short\n## Each\n```sh\n# no heading\n```\n## Each\n### What's next?\n";
  expect([...headingAnchors(page)]).toEqual(["the---sink-option-in-short", "each", "each-1", "whats-next"]);
});
