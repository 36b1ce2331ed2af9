import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { sourceTree } from "../testing/source-tree.js";
import { loadCompiler } from "./compiler.js";
import { OwningConfigs } from "./owning-configs.js";

beforeAll(loadCompiler);

const config = (fields: object): string => JSON.stringify(fields);

/** The configuration, relative to the root, that each file is compiled with. */
async function owners(files: Readonly<Record<string, string>>): Promise<Readonly<Record<string, string | undefined>>> {
  const root = await sourceTree(files);
  const sources = Object.keys(files).filter((name) => !name.endsWith(".json"));
  const configs = new OwningConfigs(root, sources.map((name) => join(root, name)));
  return Object.fromEntries(sources.map((name) => [name, configs.of(join(root, name))?.path.slice(root.length + 1)]));
}

test("the nearest configuration that includes the file owns it", async () => {
  const files = { "tsconfig.json": config({}), "a/tsconfig.json": config({ include: ["src"] }), "a/src/x.ts": "", "a/tool.ts": "", "b.ts": "" };
  expect(await owners(files)).toEqual({ "a/src/x.ts": "a/tsconfig.json", "a/tool.ts": "tsconfig.json", "b.ts": "tsconfig.json" });
});

test("references are followed, in circles too", async () => {
  const files = {
    "tsconfig.json": config({ files: [], references: [{ path: "./tsconfig.app.json" }, { path: "./tsconfig.test.json" }] }),
    "tsconfig.app.json": config({ include: ["src"], exclude: ["**/*.test.ts"], references: [{ path: "./tsconfig.json" }] }),
    "tsconfig.test.json": config({ include: ["src/**/*.test.ts"] }),
    "src/x.ts": "", "src/x.test.ts": "",
  };
  expect(await owners(files)).toEqual({ "src/x.ts": "tsconfig.app.json", "src/x.test.ts": "tsconfig.test.json" });
});

test("a file that none includes is compiled like its neighbours", async () => {
  expect(await owners({ "tsconfig.json": config({ include: ["src"] }), "x.ts": "" })).toEqual({ "x.ts": "tsconfig.json" });
});

test("extends, jsconfig.json and no configuration at all", async () => {
  expect(await owners({ "base.json": config({ include: ["src"] }), "tsconfig.json": config({ extends: "./base.json" }), "src/x.ts": "" })).toEqual({ "src/x.ts": "tsconfig.json" });
  expect(await owners({ "jsconfig.json": config({}), "x.js": "" })).toEqual({ "x.js": "jsconfig.json" });
  expect(await owners({ "x.js": "" })).toEqual({ "x.js": undefined });
});

test("a configuration that is no JSON is read as far as it goes", async () => {
  expect(await owners({ "tsconfig.json": `{ "include": ["src"], // comment\n`, "src/x.ts": "" })).toEqual({ "src/x.ts": "tsconfig.json" });
});
