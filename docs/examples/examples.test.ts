import { execFile } from "node:child_process";
import { readdirSync } from "node:fs";
import { promisify } from "node:util";
import { expect, test } from "vitest";

const run = promisify(execFile);
const here = import.meta.dirname;
const examples = readdirSync(here).filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"));

test.for(examples)("%s runs and its assertions hold", { timeout: 60_000 }, async (name) => {
  const { stdout } = await run(process.execPath, ["--unhandled-rejections=strict", name], { cwd: here });
  expect(stdout).not.toBe("");
});
