import { expect, test } from "vitest";
import { paintFor } from "../cli/paint.js";
import { SAMPLE_FILES, sampleResult } from "../testing/sample-result.js";
import { projectPath } from "./project-path.js";
import { textReport } from "./text-report.js";
import type { CodemodResult } from "../run/codemod-result.js";

const plain = paintFor(process.stdout, { NO_COLOR: "1" });
const coloured = paintFor(process.stdout, { FORCE_COLOR: "1" });

function render(result: CodemodResult, paint = plain): string {
  return textReport(result, { paint, shown: (path) => projectPath(result.root, path) });
}

test("textReport() shows the diff, what is left and why, what was skipped, and the next command", async () => {
  expect(render(await sampleResult())).toBe(`--- a/a dir/one.ts
+++ b/a dir/one.ts
@@ -1,3 +1,3 @@
 const one = 1;
-fetchAll();
-	fetchAll()
\\ No newline at end of file
+fetchEach();
+	fetchEach()
\\ No newline at end of file

Left to you
  two.ts:1:11  fetchAll  NOT_A_CALL
    it is not called here
    call it

Skipped
  four.ts  ENCODING  it is not UTF-8; convert it to have it migrated

Looked at 4 source files, of which 3 contain a name of the migration
Would rewrite 2 calls in 1 file: 2 streamed in a loop
Left to you: 1 call
  --park would rename 1 of them to runAsyncLegacy, which behaves as before
Nothing was written; add --write to write it, or --interactive to choose
`);
});

test("textReport() names the files written and the formatter of the project", async () => {
  const manifest = JSON.stringify({ devDependencies: { prettier: "3" } });
  const result = await sampleResult({ ...SAMPLE_FILES, "package.json": manifest }, { write: true });
  expect(render(result)).toMatch(/^wrote a dir\/one\.ts \(2 calls\)\n/);
  expect(render(result)).toContain("  npx prettier --write 'a dir/one.ts'\n");
});

test("textReport() says so where nothing is left", async () => {
  expect(render(await sampleResult({ "a.ts": "a();" }))).toContain("Nothing is left to migrate\n");
});

test("textReport() lets no control character of a source or a path reach the terminal", async () => {
  const result = await sampleResult({ "a\u001b[2J\u009b.ts": "// \u001b]0;title\u0007 \u009b31m \u202e\nfetchAll();\n", "b\n::error::.ts": "const f = fetchAll;" });
  // eslint-disable-next-line no-control-regex -- control characters are what this is about
  expect(render(result)).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202e]/);
  expect(render(result)).not.toMatch(/^::error/m);
  expect(render(result)).toContain("// \\x1b]0;title\\x07 \\x9b31m \\u202e");
});

test("textReport() colours additions and removals where colours are wanted", async () => {
  const text = render(await sampleResult({ "a.ts": "fetchAll();\n" }), coloured);
  expect(text).toContain("\u001b[31m-fetchAll();\u001b[39m\n\u001b[32m+fetchEach();\u001b[39m\n");
});
