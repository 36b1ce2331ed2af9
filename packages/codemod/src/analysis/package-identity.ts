import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** What matters of a `package.json`. */
export interface Manifest {
  readonly directory: string;
  readonly name: string | undefined;
  /** The names of all packages it asks for. */
  readonly dependencies: ReadonlySet<string>;
}

/** Says which package a file belongs to: the nearest `package.json` with a name, whatever the file was imported as. */
export class PackageIdentity {
  readonly #byDirectory = new Map<string, Manifest | undefined>();

  /** The manifest of the package that holds the file. */
  manifestOf(path: string): Manifest | undefined {
    return this.#inDirectory(dirname(path));
  }

  #inDirectory(directory: string): Manifest | undefined {
    if (this.#byDirectory.has(directory)) return this.#byDirectory.get(directory);
    const own = readManifest(directory);
    const parent = dirname(directory);
    const manifest = own?.name !== undefined || parent === directory ? own : (this.#inDirectory(parent) ?? own);
    this.#byDirectory.set(directory, manifest);
    return manifest;
  }
}

function readManifest(directory: string): Manifest | undefined {
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(join(directory, "package.json"), "utf8"));
  } catch {
    return undefined; // none here, or one that no tool could read: the next one up decides
  }
  if (typeof json !== "object" || json === null) return undefined;
  const fields = json as Readonly<Record<string, unknown>>;
  const asked = ["dependencies", "devDependencies", "peerDependencies", "optionalDependencies"].flatMap((field) => Object.keys(fields[field] ?? {}));
  return { directory, name: typeof fields["name"] === "string" ? fields["name"] : undefined, dependencies: new Set(asked) };
}
