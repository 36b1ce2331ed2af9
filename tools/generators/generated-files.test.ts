import { expect, test } from "vitest";
import { generatedFiles } from "./generated-files.ts";
import { planOf } from "./plan.ts";
import { root } from "./testing/workspace-copy.ts";

test.each([
  ["adapter", "items"],
  ["adapter", "index"],
  ["adapter", "expect"],
  ["sink", "serialize"],
  ["sink", "part-writer"],
  ["sink", "numbers"],
  ["transport", "connect"],
  ["transport", "protocol"],
  ["rule", "create-rule"],
  ["rule", "all-rules"],
  ["codemod", "settle-uses"],
])("%s %s is refused, since the code has that already", async (...argv) => {
  const plan = planOf(argv, root);
  await expect(generatedFiles(plan, root)).rejects.toThrow(new RegExp(`^Cannot generate .+: expected a name that its code does not use already, received ${argv[1]}$`));
});

test("files come in the order of their paths, and those that exist with what they hold", async () => {
  const files = await generatedFiles(planOf(["codemod", "one-more"], root), root);
  expect(files.map(({ path, before }) => [path.slice(root.length), before !== null])).toEqual([
    [".changeset/codemod-one-more.md", false],
    ["docs/migrations/one-more.md", false],
    ["packages/codemod/README.md", true],
    ["packages/codemod/src/migrations/all-migrations.ts", true],
    ["packages/codemod/src/migrations/one-more.test.ts", false],
    ["packages/codemod/src/migrations/one-more.ts", false],
  ]);
});
