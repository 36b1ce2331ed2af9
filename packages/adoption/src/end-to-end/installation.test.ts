import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { cp, mkdir, symlink } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { temporaryDirectory } from "../testing/temporary-directory.js";

const OWN = fileURLToPath(new URL("../../", import.meta.url));

/** A program's directory in which the built package and its dependencies are installed, and the codemod is not. */
async function installation(): Promise<string> {
  const directory = await temporaryDirectory();
  const installed = join(directory, "node_modules/@sluice/adoption");
  await mkdir(installed, { recursive: true });
  for (const part of ["dist", "package.json"]) await cp(join(OWN, part), join(installed, part), { recursive: true });
  for (const name of ["@sluice/core-events", "badge-maker", "commander", "ignore", "zod"]) {
    const folders = createRequire(join(OWN, "package.json")).resolve.paths(name) ?? [];
    const found = folders.map((folder) => join(folder, name)).find((path) => existsSync(path));
    await mkdir(dirname(join(directory, "node_modules", name)), { recursive: true });
    await symlink(found ?? "", join(directory, "node_modules", name), "dir");
  }
  return directory;
}

async function run(cwd: string, program: string): Promise<string> {
  return (await promisify(execFile)(process.execPath, ["--input-type=module", "-e", program], { cwd })).stdout;
}

test("without the codemod everything but the scan works, and the scan names the package and the command", async () => {
  const cwd = await installation();
  const output = await run(
    cwd,
    `import { trackUsage } from "@sluice/adoption/usage";
     import { main } from "@sluice/adoption";
     const io = { stdout: { write() {} }, stderr: process.stdout, env: process.env, cwd: process.cwd(), now: () => new Date() };
     console.log(trackUsage({ env: {} }).off, await main(["plan"], io), await main(["payload", "--schema"], { ...io, stderr: io.stdout }), await main(["scan"], io));`,
  );
  expect(output).toContain("expected the package @sluice/codemod, which is not installed (npm install --save-dev @sluice/codemod)");
  expect(output).toMatch(/\nnot asked for 0 0 2\n$/);
});

test("the counters load neither the parser of the commands nor the schemas of this package", async () => {
  const cwd = await installation();
  const output = await run(
    cwd,
    `import { registerHooks } from "node:module";
     const loaded = [];
     registerHooks({ load: (url, context, next) => (loaded.push(url), next(url, context)) });
     await import("@sluice/adoption/usage");
     console.log(loaded.filter((url) => /commander|badge-maker|node_modules\\/ignore/.test(url)).length, loaded.length > 0);`,
  );
  expect(output).toBe("0 true\n");
});
