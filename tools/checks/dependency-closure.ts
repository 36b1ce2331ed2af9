/** The entries of a package-lock.json, by their paths; `""` is the workspace itself. */
export type LockedPackages = Readonly<Record<string, LockedPackage>>;

/** What the lockfile says of one installed package. */
export interface LockedPackage {
  readonly version?: string;
  readonly license?: string;
  /** Where a link of the workspace leads. */
  readonly resolved?: string;
  readonly link?: boolean;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly hasInstallScript?: boolean;
}

/** One package that an installation brings along. */
export interface InstalledPackage extends LockedPackage {
  readonly name: string;
}

/**
 * Everything that installing a package brings along, peers left out, in order of names and versions; a package of the
 * workspace is followed into its own dependencies.
 *
 * @param path Of the package in the lockfile, such as `packages/cli`.
 * @throws {Error} If the lockfile lacks a dependency.
 */
export function dependencyClosure(locked: LockedPackages, path: string): InstalledPackage[] {
  const found = new Map<string, InstalledPackage>();
  const open = [path];
  for (let from = open.pop(); from !== undefined; from = open.pop()) {
    const { dependencies = {}, optionalDependencies = {} } = locked[from] ?? {};
    for (const name of Object.keys({ ...dependencies, ...optionalDependencies })) {
      const at = locate(locked, from, name);
      if (at === null && name in optionalDependencies) continue; // of another platform
      if (at === null) throw new Error(`Cannot follow the dependencies of ${path}: package-lock.json has no ${name} for ${from}`);
      if (found.has(at)) continue;
      found.set(at, { ...locked[at], name });
      open.push(at);
    }
  }
  return [...found.values()].sort((one, other) => one.name.localeCompare(other.name) || (one.version ?? "").localeCompare(other.version ?? ""));
}

/** As Node looks it up: beside the package that asks, then in each folder above. */
function locate(locked: LockedPackages, from: string, name: string): string | null {
  for (let folder = from; ; folder = folder.includes("/") ? folder.slice(0, folder.lastIndexOf("/")) : "") {
    if (!folder.endsWith("node_modules")) {
      const at = `${folder === "" ? "" : `${folder}/`}node_modules/${name}`;
      const entry = locked[at];
      if (entry !== undefined) return entry.link === true ? (entry.resolved ?? at) : at;
    }
    if (folder === "") return null;
  }
}
