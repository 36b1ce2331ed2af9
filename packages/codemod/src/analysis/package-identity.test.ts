import { join } from "node:path";
import { expect, test } from "vitest";
import { sourceTree } from "../testing/source-tree.js";
import { PackageIdentity } from "./package-identity.js";

test("a file belongs to the nearest package.json that has a name", async () => {
  const root = await sourceTree({ "package.json": `{ "name": "root" }`, "a/package.json": `{ "name": "a", "peerDependencies": { "b": "1" } }`, "a/dist/esm/package.json": `{ "type": "module" }`, "a/broken/package.json": `{` });
  const identity = new PackageIdentity();
  const nameOf = (path: string) => identity.manifestOf(join(root, path))?.name;
  expect(["x.ts", "a/x.ts", "a/dist/esm/x.ts", "a/broken/x.ts", "c/d/x.ts"].map(nameOf)).toEqual(["root", "a", "a", "a", "root"]);
  expect(identity.manifestOf(join(root, "a/x.ts"))?.dependencies).toEqual(new Set(["b"]));
});
