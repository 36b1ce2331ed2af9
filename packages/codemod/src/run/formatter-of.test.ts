import { join } from "node:path";
import { expect, test } from "vitest";
import { sourceTree } from "../testing/source-tree.js";
import { formatterOf } from "./formatter-of.js";

test("formatterOf() goes by the nearest manifest or configuration", async () => {
  const root = await sourceTree({
    "package.json": JSON.stringify({ devDependencies: { prettier: "3" } }),
    "tools/biome.json": "{}",
    "src/a.ts": "",
  });
  expect(await formatterOf(join(root, "src/a.ts"), root)).toBe("npx prettier --write");
  expect(await formatterOf(join(root, "tools/a.ts"), root)).toBe("npx biome format --write");
});

test("formatterOf() is null where there is none, and looks no higher than the root", async () => {
  const top = await sourceTree({ "package.json": JSON.stringify({ devDependencies: { prettier: "3" } }), "sub/a.ts": "" });
  expect(await formatterOf(join(top, "sub/a.ts"), join(top, "sub"))).toBeNull();
});
