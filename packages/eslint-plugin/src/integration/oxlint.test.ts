import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { makeProject } from "../testing/make-project.js";
import { resolveTool } from "../testing/resolve-tool.js";
import { runScript } from "../testing/run-process.js";

const CONFIG = JSON.stringify({
  jsPlugins: ["@sluice/eslint-plugin"],
  categories: { correctness: "off" },
  rules: { "@sluice/no-legacy-run-async": "error", "@sluice/prefer-stream-events": "error" },
});
const SOURCE = `import { IngestionPipeline } from "@sluice/pipeline";

const pipeline: IngestionPipeline = new IngestionPipeline({ adapters: [] });
for (const document of await pipeline.runAsyncLegacy("jsonl")) console.log(document);
for (const document of (await pipeline.runAsync("jsonl")).documents) console.log(document);
const other = { runAsyncLegacy: async () => [1] };
for (const one of await other.runAsyncLegacy()) console.log(one);
`;

async function oxlint(root: string, flags: readonly string[]): Promise<string> {
  const { stdout, stderr, code } = await runScript(join(resolveTool("oxlint"), "bin/oxlint"), flags, { cwd: root });
  if (code === null || /panic|Failed to/.test(stderr + stdout)) throw new Error(stderr + stdout);
  return stdout;
}

test("Oxlint reports through jsPlugins what the imports show, and nothing of another object", async () => {
  using project = makeProject("missing", { ".oxlintrc.json": CONFIG, "src/a.ts": SOURCE });
  const { diagnostics } = JSON.parse(await oxlint(project.root, ["--format", "json", "src"])) as { diagnostics: readonly { readonly code: string; readonly message: string; readonly labels: readonly { readonly span: { readonly line: number } }[] }[] };
  expect(diagnostics.map(({ code, labels }) => [code, labels[0]?.span.line]).sort()).toEqual([
    ["@sluice(no-legacy-run-async)", 4],
    ["@sluice(prefer-stream-events)", 5],
  ]);
  expect(diagnostics.map(({ message }) => message).join()).toContain("types are missing here, so only what imports show was checked");
});

test("Oxlint applies the first suggestion with --fix-suggestions", async () => {
  using project = makeProject("missing", { ".oxlintrc.json": CONFIG, "src/a.ts": SOURCE });
  await oxlint(project.root, ["--fix-suggestions", "src"]);
  const text = readFileSync(join(project.root, "src/a.ts"), "utf8");
  expect(text).toContain('for await (const document of pipeline.iterResults("jsonl", { onFailure: "throw" })) console.log(document);');
  expect(text).toContain('for await (const document of pipeline.iterResults("jsonl")) console.log(document);');
  expect(text).toContain("for (const one of await other.runAsyncLegacy()) console.log(one);");
});

test("Oxlint reads JavaScript, JSX and Vue files with the rules without failing", async () => {
  const files = { "src/a.jsx": SOURCE.replace(": IngestionPipeline ", " ").replace(": IngestionPipeline", ""), "src/b.vue": `<script setup lang="ts">\n${SOURCE}</script>\n<template><p>runAsync</p></template>\n` };
  using project = makeProject("missing", { ".oxlintrc.json": CONFIG, ...files });
  const { diagnostics } = JSON.parse(await oxlint(project.root, ["--format", "json", "src"])) as { diagnostics: readonly { readonly code: string; readonly filename: string }[] };
  expect(diagnostics.filter(({ code }) => code.startsWith("@sluice")).map(({ filename }) => filename.slice(-5)).sort()).toEqual(["a.jsx", "a.jsx", "b.vue", "b.vue"]);
});
