import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { main } from "../main.js";
import { capturedIo } from "../testing/captured-io.js";

async function project(source: string): Promise<string> {
  const cwd = await mkdtemp(join(tmpdir(), "sluice-migration-"));
  onTestFinished(() => rm(cwd, { recursive: true, force: true }));
  await writeFile(join(cwd, "load.js"), source);
  return cwd;
}

const LEGACY = 'import { IngestionPipeline } from "@sluice/pipeline";\nconst pipeline = new IngestionPipeline({ adapters: [] });\nexport const documents = await pipeline.runAsyncLegacy("jsonl");\n';

test("sluice codemod hands its options over, and ends with the codemod's exit code", async () => {
  const io = capturedIo({ cwd: await project(LEGACY) });
  expect(await main(["codemod", "--syntactic", "--format", "json", "."], io), io.stderrText()).toBe(1);
  expect(io.stdoutText()).toContain("iterResults");
});

test("sluice adoption scan counts the same call", async () => {
  const io = capturedIo({ cwd: await project(LEGACY) });
  expect(await main(["adoption", "scan", "--syntactic", "--min", "80"], io), io.stderrText()).toBe(1);
  expect(io.stdoutText()).toContain("1 legacy");
});

test.each([
  ["codemod", "Usage: sluice codemod"],
  ["adoption", "Usage: sluice adoption"],
])("sluice %s --help is the help of that package", async (command, usage) => {
  const io = capturedIo({ cwd: tmpdir() });
  expect(await main([command, "--help"], io)).toBe(0);
  expect(io.stdoutText()).toContain(usage);
});
