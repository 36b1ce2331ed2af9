import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";

const PACKAGE = fileURLToPath(new URL("../../", import.meta.url));

test("the example of the README runs", async () => {
  const readme = await readFile(new URL("../../README.md", import.meta.url), "utf8");
  const example = /```ts\n([^]*?)```/.exec(readme)?.[1] ?? "";
  expect(example).toContain("trackUsage");
  const { stderr } = await promisify(execFile)(process.execPath, ["--input-type=module-typescript", "-e", example], { cwd: PACKAGE });
  expect(stderr).toBe("");
});
