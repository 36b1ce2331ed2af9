import { link, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryDirectory } from "../testing/temporary-directory.js";
import { UsageError } from "../usage-error.js";
import { requireDistinctFiles, type RunFiles } from "./distinct-files.js";

async function filesIn(changes: (cwd: string) => Partial<RunFiles["settings"]> & Partial<RunFiles["presentation"]>): Promise<RunFiles> {
  const cwd = await temporaryDirectory();
  await writeFile(join(cwd, "in.jsonl"), "{}\n");
  await symlink("in.jsonl", join(cwd, "soft.jsonl"));
  await link(join(cwd, "in.jsonl"), join(cwd, "hard.jsonl"));
  const { summaryFile = null, metricsSnapshots = null, ...settings } = changes(cwd);
  const sinks = [{ kind: "jsonl", path: join(cwd, "out.jsonl"), gzip: false }] as const;
  return {
    settings: { adapter: "jsonl", parameters: { input: "in.jsonl" }, sinks: [...sinks], deadLetters: join(cwd, "out.dlq.jsonl"), ...settings },
    stateDirectory: join(cwd, "out.jsonl.sluice"),
    presentation: { summaryFile, metricsSnapshots },
    cwd,
  };
}

test("files that differ are fine, also where a parameter names none", async () => {
  const files = await filesIn(() => ({ parameters: { input: ["in.jsonl", "-"], url: "https://example.org/", limit: 3 } }));
  await expect(requireDistinctFiles(files)).resolves.toBeUndefined();
});

test.each([
  ["in.jsonl", "source and sink"],
  ["soft.jsonl", "source and sink"],
  ["hard.jsonl", "source and sink"],
  ["out.dlq.jsonl", "sink and dead letters"],
  ["out.jsonl.sluice", "sink and state directory"],
])("a sink that is %s is refused", async (name, uses) => {
  const files = await filesIn((cwd) => ({ sinks: [{ kind: "jsonl", path: join(cwd, name), gzip: false }] }));
  await expect(requireDistinctFiles(files)).rejects.toThrow(new RegExp(`${name} as ${uses}$|received .* as ${uses}$`));
  await expect(requireDistinctFiles(files)).rejects.toBeInstanceOf(UsageError);
});

test("a summary does not take the place of the sink, nor snapshots that of the dead letters", async () => {
  await expect(requireDistinctFiles(await filesIn((cwd) => ({ summaryFile: join(cwd, ".", "out.jsonl") })))).rejects.toThrow("as sink and summary file");
  await expect(requireDistinctFiles(await filesIn((cwd) => ({ metricsSnapshots: join(cwd, "out.dlq.jsonl") })))).rejects.toThrow("as dead letters and metrics snapshots");
});

test("a directory that is read whole does not hold what is written, unless something is left out", async () => {
  const whole = await filesIn(() => ({ adapter: "files", parameters: { input: "." } }));
  await expect(requireDistinctFiles(whole)).rejects.toThrow(/expected the sink outside the source .*out\.jsonl; --param exclude=/);
  const without = await filesIn(() => ({ adapter: "files", parameters: { input: ".", exclude: "out.*" } }));
  await expect(requireDistinctFiles(without)).resolves.toBeUndefined();
});
