import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { outputLines, runCommand } from "./command.ts";
import { publishable, type WorkspacePackage } from "./workspace-package.ts";

/** A publishable package as a user would get it. */
export interface PackedPackage {
  readonly pkg: WorkspacePackage;
  /** Absolute path of the .tgz file. */
  readonly tarball: string;
  /** Paths inside the tarball, without the leading `package/`. */
  readonly files: readonly string[];
  /** Absolute path of the folder with the tarball's contents. */
  readonly unpacked: string;
}

/**
 * Packs every publishable package into `directory` and unpacks the tarballs below `directory/node_modules`.
 *
 * @throws {Error} If npm or tar fails.
 */
export async function packPackages(packages: readonly WorkspacePackage[], directory: string): Promise<PackedPackage[]> {
  const packed: PackedPackage[] = [];
  for (const pkg of publishable(packages)) {
    const result = await runCommand("npm", ["pack", "--json", "--ignore-scripts", "--pack-destination", directory], { cwd: pkg.directory });
    if (result.code !== 0) throw new Error(`Cannot pack ${pkg.manifest.name}: ${outputLines(result).join("\n")}`);
    const [report] = JSON.parse(result.stdout) as [{ filename: string; files: { path: string }[] }]; // npm's documented output
    const tarball = join(directory, report.filename);
    const unpacked = join(directory, "node_modules", pkg.manifest.name);
    await mkdir(unpacked, { recursive: true });
    const untarred = await runCommand("tar", ["-xzf", tarball, "-C", unpacked, "--strip-components=1"], { cwd: directory });
    if (untarred.code !== 0) throw new Error(`Cannot unpack ${tarball}: ${outputLines(untarred).join("\n")}`);
    packed.push({ pkg, tarball, unpacked, files: report.files.map(({ path }) => path) });
  }
  return packed;
}
