import { spawn } from "node:child_process";
import { glob } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/**
 * Runs the tests that need a real service, such as a database: the files named `*.services.test.ts` in any package.
 * Each such test starts what it needs on a free port and stops it again.
 */
const root = fileURLToPath(new URL("../../", import.meta.url));

const tests: string[] = [];
for await (const path of glob("packages/*/src/**/*.services.test.ts", { cwd: root })) tests.push(path);

if (tests.length === 0) {
  process.stdout.write("no tests need a service yet\n");
} else {
  const vitest = join(root, "node_modules/vitest/vitest.mjs");
  const child = spawn(process.execPath, [vitest, "run", "--project", "services", ...process.argv.slice(2)], { cwd: root, stdio: ["ignore", "inherit", "inherit"] });
  process.exitCode = await new Promise<number>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolve(code ?? 1));
  });
}
