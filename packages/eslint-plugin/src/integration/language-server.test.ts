import { expect, test } from "vitest";
import { openEditor } from "../testing/editor.js";
import { linkTools, makeProject } from "../testing/make-project.js";

const SOURCE = `import { IngestionPipeline } from "@sluice/pipeline";

export async function print(pipeline: IngestionPipeline): Promise<void> {
  for (const document of await pipeline.runAsyncLegacy("jsonl", { concurrency: 8 })) {
    console.log(document.title); // every one
  }
  const { documents } = await pipeline.runAsync("jsonl");
  for (const { docId } of documents) console.log(docId);
}
`;
const CONFIG = `import parser from "@typescript-eslint/parser";
import sluice from "@sluice/eslint-plugin";
export default [
  { files: ["**/*.ts"], languageOptions: { parser, parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } } },
  sluice.configs.recommended,
];
`;

test.for(["eslint-9", "eslint"])("an editor with %s shows both rules and applies their quick fixes", { timeout: 60_000 }, async (tool) => {
  using project = makeProject("1.x", { "eslint.config.js": CONFIG, "src/print.ts": SOURCE });
  linkTools(project.root, ["@typescript-eslint/parser", "typescript", [tool, "eslint"]]);
  await using editor = await openEditor(project.root);
  const document = await editor.open("src/print.ts", SOURCE);

  const [legacy, eager, ...others] = await document.diagnostics();
  expect(others).toEqual([]);
  expect(legacy).toMatchObject({
    code: "@sluice/no-legacy-run-async",
    codeDescription: { href: "https://github.com/sluice-project/sluice/blob/main/docs/rules/no-legacy-run-async.md" },
    range: { start: { line: 3, character: 40 }, end: { line: 3, character: 54 } },
  });
  expect(eager).toMatchObject({ code: "@sluice/prefer-stream-events", range: { start: { line: 6 } } });

  const fixes = await document.quickFixes(legacy!);
  expect(fixes.map(({ title }) => title)).toEqual([
    "Loop over the stream of iterResults() (@sluice/no-legacy-run-async)",
    "Collect the stream of iterResults() with Array.fromAsync() (@sluice/no-legacy-run-async)",
    "Loop over streamEvents(), where failures can be handled document by document (@sluice/no-legacy-run-async)",
  ]);
  await document.apply(fixes[0]!);
  const [left] = await document.diagnostics();
  await document.apply((await document.quickFixes(left!))[0]!);
  expect(document.text).toBe(`import { IngestionPipeline } from "@sluice/pipeline";

export async function print(pipeline: IngestionPipeline): Promise<void> {
  for await (const document of pipeline.iterResults("jsonl", { concurrency: 8, onFailure: "throw" })) {
    console.log(document.title); // every one
  }
  for await (const { docId } of pipeline.iterResults("jsonl")) console.log(docId);
}
`);
  expect(await document.diagnostics()).toEqual([]);
});
