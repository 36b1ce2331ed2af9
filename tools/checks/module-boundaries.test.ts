import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { moduleBoundaries } from "./module-boundaries.ts";

let root: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "sluice-boundaries-"));
  await addPackage("packages/core-events", "core-events", ["zod"]);
  await addPackage("packages/pipeline", "pipeline", ["@sluice/core-events"]);
  await addPackage("packages/adapters", "adapters", ["@sluice/core-events"]);
});

afterEach(() => rm(root, { recursive: true, force: true }));

async function add(path: string, text: string): Promise<void> {
  await mkdir(dirname(join(root, path)), { recursive: true });
  await writeFile(join(root, path), text);
}

async function addPackage(directory: string, layer: string | null, dependencies: readonly string[] = []): Promise<void> {
  const scope = directory.startsWith("tools/") ? "@sluice-tools" : "@sluice";
  const manifest = {
    name: `${scope}/${directory.split("/").at(-1) ?? ""}`,
    version: "1.0.0",
    ...(layer === null ? {} : { nx: { tags: [`layer:${layer}`] } }),
    dependencies: Object.fromEntries(dependencies.map((name) => [name, "*"])),
  };
  await add(`${directory}/package.json`, JSON.stringify(manifest));
}

test("moduleBoundaries() accepts imports downwards, of declared packages, of node: modules and of types in a circle", async () => {
  await add("packages/pipeline/src/a.ts", 'import { x } from "@sluice/core-events";\nimport "node:fs";\nimport type { B } from "./b.js";\nexport const a: B = x;');
  await add("packages/pipeline/src/b.ts", 'import { a } from "./a.js";\nexport type B = typeof a;');
  await add("packages/pipeline/src/index.ts", 'export { a } from "./a.js";');
  expect(await moduleBoundaries(root)).toEqual([]);
});

test("moduleBoundaries() refuses an import of a package that stands higher, also of its types", async () => {
  await add("packages/core-events/src/a.ts", '\nimport type { P } from "@sluice/pipeline";\nexport type A = P;');
  expect(await moduleBoundaries(root)).toEqual(['packages/core-events/src/a.ts:2 imports @sluice/pipeline: layer "core-events" must not']);
});

test("moduleBoundaries() refuses a dependency that only package.json names", async () => {
  await addPackage("packages/pipeline", "pipeline", ["@sluice/adapters"]);
  expect(await moduleBoundaries(root)).toEqual(['@sluice/pipeline: package.json depends on @sluice/adapters, which layer "pipeline" must not']);
});

test("moduleBoundaries() refuses a third-party package in a layer that is limited to a few", async () => {
  await addPackage("packages/core-events", "core-events", ["zod", "undici"]);
  expect(await moduleBoundaries(root)).toEqual(['@sluice/core-events: package.json depends on undici, which layer "core-events" must not']);
});

test("moduleBoundaries() refuses an import that package.json does not declare, also a dynamic one on a subpath", async () => {
  await add("packages/adapters/src/a.ts", 'export const load = () => import("csv-parse/sync");');
  expect(await moduleBoundaries(root)).toEqual(["packages/adapters/src/a.ts:1 imports csv-parse/sync: package.json does not declare csv-parse"]);
});

test("moduleBoundaries() refuses an import of a tool by name or by path", async () => {
  await addPackage("tools/bench", "tools");
  await add("packages/adapters/src/a.ts", 'import "@sluice-tools/bench";\nimport "../../../tools/bench/run.js";');
  expect(await moduleBoundaries(root)).toEqual([
    'packages/adapters/src/a.ts:1 imports @sluice-tools/bench: layer "adapters" must not',
    "packages/adapters/src/a.ts:2 imports ../../../tools/bench/run.js: it lies outside adapters",
  ]);
});

test("moduleBoundaries() refuses an import of another package's sources", async () => {
  await add("packages/adapters/src/a.ts", 'import "../../core-events/src/x.js";');
  expect(await moduleBoundaries(root)).toEqual(["packages/adapters/src/a.ts:1 imports ../../core-events/src/x.js: it lies outside adapters"]);
});

test("moduleBoundaries() refuses files that import each other in a circle", async () => {
  await add("packages/adapters/src/a.ts", 'export { b } from "./deep/b.js";');
  await add("packages/adapters/src/deep/b.ts", 'import { type A } from "../a.js";\nexport const b: A = 1;');
  expect(await moduleBoundaries(root)).toEqual([
    "packages/adapters/src/a.ts → packages/adapters/src/deep/b.ts → packages/adapters/src/a.ts: files import each other in a circle",
  ]);
});

test("moduleBoundaries() refuses an import of the package's own index", async () => {
  await add("packages/adapters/src/index.ts", "export const a = 1;");
  await add("packages/adapters/src/deep/b.ts", 'import { a } from "../index.js";\nexport const b = a;');
  expect(await moduleBoundaries(root)).toEqual(["packages/adapters/src/deep/b.ts:1 imports ../index.js: nothing inside a package imports its index"]);
});

test("moduleBoundaries() refuses a package without a layer, with an unknown one, or with that of tools", async () => {
  await addPackage("packages/new", null);
  await addPackage("packages/odd", "odd");
  await addPackage("packages/sly", "tools");
  expect(await moduleBoundaries(root)).toEqual([
    '@sluice/new: package.json has no tag "layer:<name>" in nx.tags',
    '@sluice/odd: layer "odd" is not in the table of layers',
    '@sluice/sly: only the packages below tools/ are of the layer "tools"',
  ]);
});

test("moduleBoundaries() lets tests and their helpers import what sources must not", async () => {
  await add("packages/core-events/src/a.test.ts", 'import "@sluice/pipeline";\nimport "vitest";\nimport "./index.js";');
  await add("packages/core-events/src/testing/helper.ts", 'import "vitest";');
  expect(await moduleBoundaries(root)).toEqual([]);
});
