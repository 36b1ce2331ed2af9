import { execFile } from "node:child_process";
import { cp, mkdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { temporaryDirectory } from "../testing/temporary-directory.js";
import { readVersion } from "../version.js";

const PACKAGE = fileURLToPath(new URL("../..", import.meta.url));
const run = promisify(execFile);

test("npm links a command that is there before the package is built", async () => {
  const { bin, files } = JSON.parse(await readFile(join(PACKAGE, "package.json"), "utf8")) as { bin: Record<string, string>; files: string[] };
  expect([bin, files]).toEqual([{ sluice: "./bin/sluice.js" }, ["bin", "dist"]]);
  const { mode } = await stat(join(PACKAGE, "bin/sluice.js"));
  expect(mode & 0o111).not.toBe(0);
});

test("the command starts the built program", async () => {
  expect((await run(process.execPath, [join(PACKAGE, "bin/sluice.js"), "--version"])).stdout).toBe(`${readVersion()}\n`);
});

test("before the package is built the command says so in one line", async () => {
  const folder = await temporaryDirectory();
  await mkdir(join(folder, "bin"));
  await cp(join(PACKAGE, "bin/sluice.js"), join(folder, "bin/sluice.mjs"));
  const refused = run(process.execPath, [join(folder, "bin/sluice.mjs")]);
  await expect(refused).rejects.toMatchObject({ code: 2, stderr: `sluice: expected the built program at ${join(folder, "dist/bin.js")}, received none; npm run build makes it\n` });
});
