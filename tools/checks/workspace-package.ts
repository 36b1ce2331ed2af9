import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

/** The fields of a package.json that the checks look at. */
export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly private?: boolean;
  readonly description?: string;
  readonly license?: string;
  readonly repository?: { readonly url?: string; readonly directory?: string };
  readonly engines?: Readonly<Record<string, string>>;
  readonly files?: readonly string[];
  readonly bin?: string | Readonly<Record<string, string>>;
  readonly exports?: Readonly<Record<string, unknown>>;
  readonly scripts?: Readonly<Record<string, string>>;
  readonly nx?: { readonly tags?: readonly string[] };
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

/** A package of the workspace. */
export interface WorkspacePackage {
  /** Absolute. */
  readonly directory: string;
  readonly manifest: Manifest;
  /** The value of its `layer:` tag. */
  readonly layer: string | null;
}

/** Every package below `packages/` and `tools/`, in the order of their names. Folders without a package.json are none. */
export async function readWorkspace(root: string): Promise<WorkspacePackage[]> {
  const found: WorkspacePackage[] = [];
  for (const parent of ["packages", "tools"]) {
    for (const name of await directoriesIn(join(root, parent))) {
      const directory = join(root, parent, name);
      const manifest = await readManifest(directory);
      if (manifest !== null) found.push({ directory, manifest, layer: layerOf(manifest) });
    }
  }
  return found;
}

/** The packages that are published: those not marked private. */
export function publishable(packages: readonly WorkspacePackage[]): WorkspacePackage[] {
  return packages.filter(({ manifest }) => manifest.private !== true);
}

/** The packages that a package.json makes present at run time. */
export function runtimeDependencies({ dependencies, peerDependencies, optionalDependencies }: Manifest): string[] {
  return Object.keys({ ...dependencies, ...peerDependencies, ...optionalDependencies });
}

function layerOf({ nx }: Manifest): string | null {
  return nx?.tags?.find((tag) => tag.startsWith("layer:"))?.slice("layer:".length) ?? null;
}

async function readManifest(directory: string): Promise<Manifest | null> {
  try {
    return JSON.parse(await readFile(join(directory, "package.json"), "utf8")) as Manifest; // npm has accepted it already
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}

async function directoriesIn(path: string): Promise<string[]> {
  try {
    const entries = await readdir(path, { withFileTypes: true });
    return entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name).sort();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
}
