import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { gitRepository } from "../testing/git-repository.js";
import { LEGACY_PROJECT, loopModule } from "../testing/legacy-project.js";
import { runBinary } from "../testing/run-binary.js";

const LIMIT_KIB = 64;
const large = loopModule("// padding\n".repeat(10_000));

test("I9 a file that does not fit stays as it was; what was written and what was not is listed, and the exit code is 2", async () => {
  const sources = { "src/a.ts": loopModule(), "src/b.ts": large, "src/c.ts": loopModule() };
  const root = await gitRepository({ ...LEGACY_PROJECT, ...sources });
  const { code, stdout } = await runBinary(["--write"], { cwd: root, shell: `trap '' XFSZ; ulimit -f ${LIMIT_KIB}; exec "$0" "$@"` });
  expect(code).toBe(2);
  expect(stdout).toContain("wrote src/a.ts");
  expect(stdout).toMatch(/Cannot write src\/b\.ts: EFBIG.*\nNot written, each as it was before:\n {2}src\/b\.ts\n {2}src\/c\.ts\n/);
  expect(await readFile(join(root, "src/a.ts"), "utf8")).not.toBe(sources["src/a.ts"]);
  expect(await readFile(join(root, "src/b.ts"), "utf8")).toBe(large);
  expect(await readFile(join(root, "src/c.ts"), "utf8")).toBe(sources["src/c.ts"]);
  expect((await readdir(join(root, "src"))).sort()).toEqual(["a.ts", "b.ts", "c.ts"]);
});
