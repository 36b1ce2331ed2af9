import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { plugin } from "../plugin.js";
import { linkTools, makeProject } from "../testing/make-project.js";
import { resolveTool } from "../testing/resolve-tool.js";
import { runScript } from "../testing/run-process.js";

const dist = new URL("../../dist/", import.meta.url);

/** Runs a script in a project that has nothing but the plugin and what it depends on, and returns what it prints. */
async function run(name: string, script: string): Promise<unknown> {
  using project = makeProject("missing", { [name]: script });
  const { stdout, stderr, code } = await runScript(join(project.root, name), [], { cwd: project.root });
  if (code !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}

test("require() gives the plugin itself, which is its own default", async () => {
  const script = `const sluice = require("@sluice/eslint-plugin");
    const { default: again } = sluice;
    console.log(JSON.stringify([Object.keys(sluice), again === sluice, sluice.__esModule, sluice.configs.recommended.plugins["@sluice"] === sluice]));`;
  expect(await run("check.cjs", script)).toEqual([["meta", "rules", "configs"], true, true, true]);
});

test("import gives the plugin as default and its parts by name", async () => {
  const script = `import sluice, { configs, meta, rules } from "@sluice/eslint-plugin";
    console.log(JSON.stringify([sluice.rules === rules, sluice.meta === meta, sluice.configs === configs, Object.keys(rules)]));`;
  expect(await run("check.mjs", script)).toEqual([true, true, true, Object.keys(plugin.rules)]);
});

test("loading the plugin loads neither TypeScript nor ESLint", async () => {
  const script = `require("@sluice/eslint-plugin");
    const loaded = Object.keys(require.cache).map((path) => path.split("node_modules/").at(-1));
    console.log(JSON.stringify(loaded.filter((path) => /^(typescript|eslint|@typescript-eslint\\/(?!utils))/.test(path))));`;
  expect(await run("check.cjs", script)).toEqual([]);
});

test("the build holds the deprecation plan and no package of the run time", () => {
  for (const file of ["index.js", "index.cjs"]) {
    const text = readFileSync(new URL(file, dist), "utf8");
    const imported = new Set([...text.matchAll(/(?:from |require\()["']([^"'.][^"']*)["']/g)].map(([, name]) => name));
    expect([...imported].sort()).toEqual(["@typescript-eslint/utils/eslint-utils", "node:fs", "node:path"]);
    expect(text).toContain("SLUICE_DEP001");
    expect(text).not.toContain("zod");
  }
});

test("the declarations fit the configurations of ESLint 9 and 10 and of typescript-eslint, and import nothing", async () => {
  const declarations = readFileSync(new URL("index.d.ts", dist), "utf8");
  expect(declarations).not.toMatch(/^import|from ["']|import\(/m);
  const config = `import { defineConfig } from "eslint/config";
    import { Linter } from "eslint";
    import tseslint from "typescript-eslint";
    import sluice, { type SluicePlugin } from "@sluice/eslint-plugin";
    const plugin: SluicePlugin = sluice;
    export default defineConfig([sluice.configs.recommended, { plugins: { "@sluice": plugin }, rules: sluice.configs.strict.rules }]);
    export const messages = new Linter().verify("", [sluice.configs.strict]);
    export const other = tseslint.config(...tseslint.configs.recommended, sluice.configs.recommended);
    export const wrong: "warn" = sluice.configs.strict.rules["@sluice/no-legacy-run-async"] as "warn";`;
  for (const [tool, moduleResolution, module] of [["eslint-9", "nodenext", "nodenext"], ["eslint", "bundler", "esnext"]] as const) {
    const compilerOptions = { module, moduleResolution, target: "esnext", strict: true, exactOptionalPropertyTypes: true, noEmit: true, skipLibCheck: true, types: [], paths: { eslint: [`${resolveTool(tool)}/lib/types/index.d.ts`], "eslint/config": [`${resolveTool(tool)}/lib/types/config-api.d.ts`] } };
    using project = makeProject("missing", { "eslint.config.ts": config, "tsconfig.json": JSON.stringify({ compilerOptions, files: ["eslint.config.ts"] }) });
    linkTools(project.root, ["typescript-eslint"]);
    const { stdout, code } = await runScript(join(resolveTool("typescript"), "bin/tsc"), ["-p", "."], { cwd: project.root });
    expect([stdout, code]).toEqual(["", 0]);
  }
});
