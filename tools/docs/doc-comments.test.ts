import { expect, test } from "vitest";
import { docComments } from "./doc-comments.ts";

test("docComments() gives prose and fenced example of an exported constant", () => {
  const source = '/**\n * Fires once.\n *\n * See {@link other}.\n *\n * @example\n * ```json\n * { "a": 1,\n *   "b": 2 }\n * ```\n */\nexport const first = 1;\n';
  expect(docComments("a.ts", source).get("first")).toEqual({
    text: "Fires once.\n\nSee `other`.",
    example: { language: "json", code: '{ "a": 1,\n  "b": 2 }' },
  });
});

test("docComments() takes an example in backticks", () => {
  const source = '/**\n * Fires.\n * @example `{ "a": 1, … }`\n */\nexport const first = 1;\n';
  expect(docComments("a.ts", source).get("first")?.example).toEqual({ language: "js", code: '{ "a": 1, … }' });
});

test("docComments() leaves out what is not exported or not commented", () => {
  expect(docComments("a.ts", "/** Mine. */\nconst hidden = 1;\nexport const bare = 2;\n").size).toBe(0);
});
