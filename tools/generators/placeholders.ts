import { readFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { camelCase } from "./identifier.ts";
import type { Plan } from "./plan.ts";

/** What each `{{name}}` of a template stands for. */
export type Placeholders = Readonly<Record<string, string>>;

/** The values for one plan. Versions are those of the workspace, so that a new package links to its siblings. */
export async function placeholdersOf({ kind, variant, name, directory }: Plan, root: string): Promise<Placeholders> {
  const camel = camelCase(name);
  const common = { name, camel, Pascal: camel.charAt(0).toUpperCase() + camel.slice(1), description: variant.describe(name.replaceAll("-", " ")) };
  if (kind.package === null) return { ...common, package: kind.changes ?? "" };
  const { prefix, layer, dependencies, devDependencies } = kind.package;
  return {
    ...common,
    package: `@sluice/${prefix}${name}`,
    layer,
    directory: relative(root, directory).replaceAll("\\", "/"),
    root: relative(directory, root).replaceAll("\\", "/"),
    dependencies: await rangesOf(dependencies, root),
    devDependencies: await rangesOf(devDependencies, root),
  };
}

/** An object of package.json, indented as one of its fields. */
async function rangesOf(names: readonly string[], root: string): Promise<string> {
  const entries = await Promise.all(names.map(async (name) => [name, await rangeOf(name, root)] as const));
  return JSON.stringify(Object.fromEntries(entries), null, 2).replaceAll("\n", "\n  ");
}

async function rangeOf(name: string, root: string): Promise<string> {
  const [, sibling] = /^@sluice\/(.+)$/.exec(name) ?? [];
  if (sibling !== undefined) return `^${(await readManifest(root, sibling)).version}`;
  const range = (await readManifest(root, "adapters")).dependencies?.[name];
  if (range === undefined) throw new Error(`Cannot tell the range of ${name}: expected it among the dependencies of @sluice/adapters, received none`);
  return range;
}

interface Manifest {
  readonly version: string;
  readonly dependencies?: Readonly<Record<string, string>>;
}

async function readManifest(root: string, name: string): Promise<Manifest> {
  return JSON.parse(await readFile(join(root, "packages", name, "package.json"), "utf8")) as Manifest; // our own, which npm has read already
}
