import { existsSync } from "node:fs";
import { mkdir, symlink } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { CheckStep } from "../check-step.ts";
import { outputLines, runCommand } from "../command.ts";
import type { PackedPackage } from "../pack-packages.ts";
import { exportedSpecifiers, promisesRequire } from "../package-exports.ts";

/**
 * Every export of the published packages loads, by `import` and where promised by `require`, prints nothing and keeps
 * nothing open: the process ends by itself. What is loaded is the unpacked tarball, not the workspace.
 */
export const loading: CheckStep = {
  name: "exports load quietly",
  async run(context) {
    const packed = await context.packed();
    await linkDependencies(packed);
    const problems: string[] = [];
    for (const one of packed) problems.push(...(await loadProblems(one)));
    return problems;
  },
};

async function loadProblems({ pkg: { manifest }, unpacked }: PackedPackage): Promise<string[]> {
  const cwd = consumerOf(unpacked, manifest.name);
  const problems: string[] = [];
  for (const specifier of exportedSpecifiers(manifest)) {
    const ways = [["--input-type=module", "-e", `await import(${JSON.stringify(specifier)})`]];
    if (promisesRequire(manifest)) ways.push(["--input-type=commonjs", "-e", `require(${JSON.stringify(specifier)})`]);
    for (const way of ways) {
      const result = await runCommand(process.execPath, way, { cwd, timeoutMs: 20_000 });
      const output = outputLines(result);
      if (result.code === null) problems.push(`${way[2] ?? ""}: does not end within 20 s, something is left open`);
      else if (result.code !== 0) problems.push(`${way[2] ?? ""}: ends with ${result.code}`, ...output.slice(0, 8));
      else if (output.length > 0) problems.push(`${way[2] ?? ""}: prints ${JSON.stringify(output[0])}`);
    }
  }
  return problems;
}

/** Links the third-party dependencies of the packages beside them; npm has installed those in the workspace. */
async function linkDependencies(packed: readonly PackedPackage[]): Promise<void> {
  for (const { pkg, unpacked } of packed) {
    const own = new Set(packed.map((other) => other.pkg.manifest.name));
    for (const name of Object.keys(pkg.manifest.dependencies ?? {}).filter((dependency) => !own.has(dependency))) {
      const link = join(unpacked, "node_modules", name);
      await mkdir(dirname(link), { recursive: true });
      await symlink(installedAt(name, pkg.directory), link, "dir");
    }
  }
}

function installedAt(name: string, from: string): string {
  const folders = createRequire(join(from, "package.json")).resolve.paths(name) ?? [];
  const found = folders.map((folder) => join(folder, name)).find((path) => existsSync(join(path, "package.json")));
  if (found === undefined) throw new Error(`Cannot find ${name}: expected npm to have installed it for ${from}`);
  return found;
}

/** The folder above the `node_modules` that the packages are unpacked into: a program that has installed them all. */
function consumerOf(unpacked: string, name: string): string {
  return join(unpacked, ...name.split("/").map(() => ".."), "..");
}
