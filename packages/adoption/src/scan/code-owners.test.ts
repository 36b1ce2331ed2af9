import { expect, test } from "vitest";
import { parseCodeOwners } from "./code-owners.js";

const { ownersOf } = parseCodeOwners(`
# everything that nothing below matches
*            @org/core

*.ts         @org/types   # an inline comment
/build/logs/ ops@example.org
docs/*       @org/docs
apps/        @octo @cat
/scripts/**  @org/tools
**/legacy    @org/old
/apps/github
/with\\ space/ @org/space
`);

test.each([
  ["README.md", ["@org/core"]],
  ["src/deep/run.ts", ["@org/types"]],
  ["build/logs/a/b.log", ["ops@example.org"]],
  ["sub/build/logs/b.log", ["@org/core"]],
  ["docs/start.md", ["@org/docs"]],
  ["docs/build/start.md", ["@org/core"]],
  ["sub/docs/start.md", ["@org/core"]],
  ["apps/a.js", ["@octo", "@cat"]],
  ["sub/apps/x/a.ts", ["@octo", "@cat"]],
  ["scripts/a/b.ts", ["@org/tools"]],
  ["a/legacy/b.ts", ["@org/old"]],
  ["apps/github/a.ts", []],
  ["Apps/a.js", ["@org/core"]],
  ["with space/a.js", ["@org/space"]],
])("%s belongs to %j", (file, owners) => {
  expect(ownersOf(file)).toEqual(owners);
});

test("a star at the root owns the files of the root alone", () => {
  const root = parseCodeOwners("/* @org/root");
  expect([root.ownersOf("a.ts"), root.ownersOf("src/a.ts")]).toEqual([["@org/root"], []]);
});

test("patterns that CODEOWNERS does not know are left out and named", () => {
  const { ownersOf: of, invalid } = parseCodeOwners("* @a\n!*.ts @b\n[ab].ts @c\n\\#x @d\n");
  expect(of("a.ts")).toEqual(["@a"]);
  expect(invalid.map(({ line }) => line)).toEqual([2, 3, 4]);
});

test("line ends of Windows are no part of an owner", () => {
  expect(parseCodeOwners("*.js @a\r\n*.ts @b\r\n").ownersOf("x.js")).toEqual(["@a"]);
});
