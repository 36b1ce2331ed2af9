import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { linkTools, makeProject } from "../testing/make-project.js";
import { resolveTool } from "../testing/resolve-tool.js";
import { runScript } from "../testing/run-process.js";

const SOURCE = `import { IngestionPipeline } from "@sluice/pipeline";

export async function titles(pipeline: IngestionPipeline): Promise<string[]> {
  const found: string[] = [];
  for (const document of await pipeline.runAsyncLegacy("jsonl")) found.push(document.title ?? "");
  return found;
}
`;
const FIXED = SOURCE.replace("for (const document of await pipeline.runAsyncLegacy(\"jsonl\"))", 'for await (const document of pipeline.iterResults("jsonl", { onFailure: "throw" }))');

const FLAT_TYPED = `import parser from "@typescript-eslint/parser";
import sluice from "@sluice/eslint-plugin";
export default [
  { files: ["**/*.ts"], languageOptions: { parser, parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } } },
  sluice.configs.recommended,
];
`;
const FLAT_UNTYPED_CJS = `const parser = require("@typescript-eslint/parser");
const sluice = require("@sluice/eslint-plugin");
module.exports = [
  { files: ["**/*.ts"], languageOptions: { parser }, plugins: { "@sluice": sluice } },
  sluice.configs.strict,
];
`;
const ESLINTRC = JSON.stringify({
  root: true,
  parser: "@typescript-eslint/parser",
  parserOptions: { project: "./tsconfig.json" },
  extends: ["plugin:@sluice/legacy-recommended"],
});

/** What ESLint prints about one file. */
interface JsonResult {
  readonly output?: string;
  readonly messages: readonly { readonly ruleId: string; readonly messageId: string; readonly severity: number; readonly line: number; readonly suggestions?: readonly unknown[] }[];
}

/** Lints `src/titles.ts` of a project with the command line of one major. */
async function lint(tool: string, files: Readonly<Record<string, string>>, flags: readonly string[] = [], env: Readonly<Record<string, string>> = {}): Promise<JsonResult> {
  using project = makeProject("1.x", { "src/titles.ts": SOURCE, ...files });
  linkTools(project.root, ["@typescript-eslint/parser", "typescript"]);
  const { stdout, stderr, code } = await runScript(join(resolveTool(tool), "bin/eslint.js"), ["--format", "json", ...flags, "src/titles.ts"], { cwd: project.root, env });
  if (code === 2 || code === null) throw new Error(stderr + stdout);
  return (JSON.parse(stdout) as JsonResult[])[0]!;
}

describe.for([
  ["8.57", "eslint-8", { ESLINT_USE_FLAT_CONFIG: "true" }],
  ["9", "eslint-9", {}],
  ["10", "eslint", {}],
] as const)("ESLint %s", ([, tool, env]) => {
  test("reports with types under the recommended flat configuration", async () => {
    const { messages } = await lint(tool, { "eslint.config.js": FLAT_TYPED }, [], env);
    expect(messages).toMatchObject([{ ruleId: "@sluice/no-legacy-run-async", messageId: "legacyMethod", severity: 1, line: 5 }]);
    expect(messages[0]?.suggestions).toHaveLength(1);
  });

  test("applies the automatic fix with --fix-dry-run", async () => {
    const { output, messages } = await lint(tool, { "eslint.config.js": FLAT_TYPED }, ["--fix-dry-run"], env);
    expect(output).toBe(FIXED);
    expect(messages).toEqual([]);
  });

  test("takes the plugin from require() and reports as an error under strict, without types", async () => {
    const { messages } = await lint(tool, { "eslint.config.cjs": FLAT_UNTYPED_CJS }, ["--config", "eslint.config.cjs"], env);
    expect(messages).toMatchObject([{ ruleId: "@sluice/no-legacy-run-async", messageId: "legacyMethodUntyped", severity: 2 }]);
  });

  test("refuses an option that the schema does not know", async () => {
    const config = FLAT_TYPED.replace("];\n", '  { rules: { "@sluice/no-legacy-run-async": ["warn", { testFiles: "skip" }] } },\n];\n');
    await expect(lint(tool, { "eslint.config.js": config }, [], env)).rejects.toThrow(/testFiles/);
  });
});

test.for([
  ["8.57", "eslint-8"],
  ["9", "eslint-9"],
] as const)("ESLint %s reports with types under the recommended eslintrc configuration", async ([, tool]) => {
  const { messages } = await lint(tool, { ".eslintrc.json": ESLINTRC }, [], { ESLINT_USE_FLAT_CONFIG: "false" });
  expect(messages).toMatchObject([{ ruleId: "@sluice/no-legacy-run-async", messageId: "legacyMethod", severity: 1 }]);
});
