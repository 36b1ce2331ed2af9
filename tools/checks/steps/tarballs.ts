import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { CheckStep } from "../check-step.ts";
import type { PackedPackage } from "../pack-packages.ts";

const ALLOWED = /^(bin\/[\w-]+\.js|dist\/[\w./-]+\.(js|cjs|d\.ts|d\.cts)|package\.json|README\.md|LICENSE|CHANGELOG\.md)$/;
const FORBIDDEN = /\.test\.|__fixtures__|\/testing\/.*\.test|\.map$/;

/** Tarballs hold what is run and read, and nothing else; and every file that package.json names is among it. */
export const tarballs: CheckStep = {
  name: "tarball contents",
  async run({ packed }) {
    const problems = await Promise.all((await packed()).map(tarballProblems));
    return problems.flat();
  },
};

async function tarballProblems({ pkg: { manifest }, files, unpacked }: PackedPackage): Promise<string[]> {
  const problems = files.filter((file) => !ALLOWED.test(file) || FORBIDDEN.test(file)).map((file) => `${manifest.name}: ${file} must not be published`);
  for (const path of [...pathsIn(manifest.exports), ...pathsIn(manifest.bin)]) {
    if (!files.includes(path.replace(/^\.\//, ""))) problems.push(`${manifest.name}: package.json names ${path}, which the tarball lacks`);
  }
  for (const path of pathsIn(manifest.bin)) {
    const text = await readFile(join(unpacked, path), "utf8").catch(() => "");
    if (!text.startsWith("#!/usr/bin/env node\n")) problems.push(`${manifest.name}: ${path} does not begin with "#!/usr/bin/env node"`);
  }
  return problems;
}

function pathsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(pathsIn) : [];
}
