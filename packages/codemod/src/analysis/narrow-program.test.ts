import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { LEGACY_PROJECT } from "../testing/legacy-project.js";
import { sourceTree } from "../testing/source-tree.js";
import { loadCompiler } from "./compiler.js";
import { importsBehind } from "./imports-behind.js";
import { memberUses } from "./member-uses.js";
import { NarrowProgram } from "./narrow-program.js";
import { OwningConfigs } from "./owning-configs.js";
import { PackageIdentity } from "./package-identity.js";
import { parseFiles } from "./parse-files.js";

beforeAll(loadCompiler);

const files = {
  "src/make.ts": `import { IngestionPipeline } from "@sluice/pipeline";\nimport { log } from "./log.js";\nexport const make = (): IngestionPipeline => (log(), new IngestionPipeline());\n`,
  "src/log.ts": `export const log = () => undefined;\n`,
  "src/main.ts": `import { make } from "./make.js";\nimport { log } from "./log.js";\nimport "./missing.js";\nlog();\nexport const list = make().runAsync("a");\n`,
};

async function program() {
  const root = await sourceTree({ ...LEGACY_PROJECT, ...files });
  const path = join(root, "src/main.ts");
  const { sources } = parseFiles([{ path, text: files["src/main.ts"] }]);
  const narrow = new NarrowProgram({ root, files: sources, configs: new OwningConfigs(root, [path]), identity: new PackageIdentity(), packageName: "@sluice/pipeline" });
  const read = () => narrow.program.getSourceFiles().map(({ fileName }) => fileName).filter((name) => name.startsWith(root)).map((name) => name.slice(root.length + 1));
  const [use] = memberUses(narrow.program.getSourceFile(path)!, new Set(["runAsync"]));
  return { narrow, path, read, receiver: use!.receivers[0]! };
}

test("no import is followed but those of the package", async () => {
  const { read } = await program();
  expect(read()).toEqual(["src/main.ts"]);
});

test("only the imports that a receiver's type comes from are wanted, and only they are read", async () => {
  const { narrow, path, read, receiver } = await program();
  const { wanted } = importsBehind(receiver, narrow.checker);
  expect(wanted).toEqual([{ file: path, specifier: "./make.js" }]);
  expect(narrow.want(path, "./make.js")).toBe(true);
  expect(read().sort()).toEqual(["node_modules/@sluice/pipeline/index.d.ts", "src/main.ts", "src/make.ts"]);
  expect(importsBehind(receiver, narrow.checker)).toEqual({ wanted: [], isOpen: false });
});

test("an import that leads nowhere, or is followed already, changes nothing", async () => {
  const { narrow, path } = await program();
  const before = narrow.program;
  expect(narrow.want(path, "./missing.js")).toBe(false);
  expect(narrow.program).toBe(before);
  narrow.want(path, "./make.js");
  expect(narrow.want(path, "./make.js")).toBe(false);
});
