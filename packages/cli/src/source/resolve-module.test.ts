import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { temporaryDirectory } from "../testing/temporary-directory.js";
import { resolveModule } from "./resolve-module.js";

async function project(files: Readonly<Record<string, string | object>>): Promise<string> {
  const directory = await temporaryDirectory();
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(directory, name)), { recursive: true });
    await writeFile(join(directory, name), typeof content === "string" ? content : JSON.stringify(content));
  }
  return directory;
}

const package_ = "node_modules/@acme/feed";

test.each<[string, object, string]>([
  ["for import alone", { type: "module", exports: { ".": { import: "./esm.js" } } }, "esm.js"],
  ["for import and require", { exports: { ".": { import: "./esm.js", require: "./cjs.cjs" } } }, "esm.js"],
  ["as main alone", { main: "cjs.cjs" }, "cjs.cjs"],
])("a package that exports %s is found from the directory", async (_, manifest, file) => {
  const directory = await project({ [`${package_}/package.json`]: manifest, [`${package_}/esm.js`]: "", [`${package_}/cjs.cjs`]: "" });
  expect(resolveModule("@acme/feed", directory)).toBe(pathToFileURL(join(directory, package_, file)).href);
});

test("a path is found with its extension, a folder by its package.json", async () => {
  const directory = await project({ "feed.ts": "", "plugin/package.json": { main: "main.cjs" }, "plugin/main.cjs": "" });
  expect(resolveModule(join(directory, "feed.ts"), "/")).toBe(pathToFileURL(join(directory, "feed.ts")).href);
  expect(resolveModule(join(directory, "plugin"), "/")).toBe(pathToFileURL(join(directory, "plugin/main.cjs")).href);
});

test("a path may hold what means something in a URL", async () => {
  const directory = await project({ "a #1 50%/feed.ts": "" });
  expect(resolveModule(join(directory, "a #1 50%/feed.ts"), "/")).toBe(pathToFileURL(join(directory, "a #1 50%/feed.ts")).href);
});

test("a path with nothing behind it is refused", () => {
  expect(() => resolveModule("/nowhere/feed.ts", "/")).toThrow("expected a file, received none at /nowhere/feed.ts");
});

test("what is installed elsewhere is not found", async () => {
  expect(() => resolveModule("zod", "/")).toThrow(/Cannot find package 'zod'/);
});
