import { glob, readFile } from "node:fs/promises";
import { isBuiltin } from "node:module";
import { dirname, join, relative } from "node:path";
import { importCycles } from "./import-cycles.ts";
import { type ImportSpecifier, importSpecifiers } from "./import-specifiers.ts";
import { LAYERS } from "./layers.ts";
import { readWorkspace, runtimeDependencies, type WorkspacePackage } from "./workspace-package.ts";

/** A source file of a package, with its path from the workspace root and what it imports. */
interface SourceFile {
  readonly path: string;
  readonly imports: readonly ImportSpecifier[];
}

/**
 * Checks that packages import only what their layer may, in package.json as in the sources, and that the files of a
 * package neither import each other in a circle nor go through their own `index.ts`. Tests may import more.
 *
 * @returns One line per violation; none if all is well.
 */
export async function moduleBoundaries(root: string): Promise<string[]> {
  const packages = await readWorkspace(root);
  const layerOf = new Map(packages.map(({ manifest, layer }) => [manifest.name, layer]));
  const problems: string[] = [];
  for (const pkg of packages) {
    problems.push(...tagProblems(pkg), ...dependencyProblems(pkg, layerOf));
    if (pkg.layer === "tools") continue;
    const files = await readSources(root, pkg);
    problems.push(...files.flatMap((file) => importProblems(pkg, file, layerOf)), ...cycleProblems(files));
  }
  return problems;
}

function tagProblems({ manifest, layer, directory }: WorkspacePackage): string[] {
  const inTools = /[\\/]tools[\\/][^\\/]+$/.test(directory);
  if (layer === null) return [`${manifest.name}: package.json has no tag "layer:<name>" in nx.tags`];
  if (LAYERS[layer] === undefined) return [`${manifest.name}: layer "${layer}" is not in the table of layers`];
  return inTools === (layer === "tools") ? [] : [`${manifest.name}: only the packages below tools/ are of the layer "tools"`];
}

function dependencyProblems({ manifest, layer }: WorkspacePackage, layerOf: ReadonlyMap<string, string | null>): string[] {
  return runtimeDependencies(manifest)
    .filter((name) => !mayImport(layer, name, layerOf))
    .map((name) => `${manifest.name}: package.json depends on ${name}, which layer "${layer}" must not`);
}

function importProblems({ manifest, layer, directory }: WorkspacePackage, { path, imports }: SourceFile, layerOf: ReadonlyMap<string, string | null>): string[] {
  const declared = new Set(runtimeDependencies(manifest));
  return imports.flatMap(({ specifier, line }) => {
    const where = `${path}:${line} imports ${specifier}`;
    if (specifier.startsWith(".")) return relativeProblems(where, specifier, path, directory);
    if (isBuiltin(specifier)) return specifier.startsWith("node:") ? [] : [`${where}: expected the prefix node:`];
    const name = packageOf(specifier);
    if (isBundled(layer, name, layerOf)) return manifest.devDependencies?.[name] === undefined ? [`${where}: package.json does not declare ${name} for development`] : [];
    if (!mayImport(layer, name, layerOf)) return [`${where}: layer "${layer}" must not`];
    return declared.has(name) || name === manifest.name ? [] : [`${where}: package.json does not declare ${name}`];
  });
}

function relativeProblems(where: string, specifier: string, path: string, directory: string): string[] {
  const target = join(dirname(path), specifier);
  const home = join(path.slice(0, path.indexOf("/src/")), "src");
  if (relative(home, target).startsWith("..")) return [`${where}: it lies outside ${home.split("/").at(-2) ?? directory}`];
  return /^index\.[jt]s$/.test(relative(home, target)) ? [`${where}: nothing inside a package imports its index`] : [];
}

function cycleProblems(files: readonly SourceFile[]): string[] {
  const graph = new Map(
    files.map(({ path, imports }) => {
      const targets = imports.filter(({ specifier, typeOnly }) => specifier.startsWith(".") && !typeOnly);
      return [path, targets.map(({ specifier }) => join(dirname(path), specifier).replace(/\.js$/, ".ts"))];
    }),
  );
  return importCycles(graph).map((cycle) => `${cycle.join(" → ")}: files import each other in a circle`);
}

function isBundled(layer: string | null, name: string, layerOf: ReadonlyMap<string, string | null>): boolean {
  const target = layerOf.get(name) ?? null;
  return layer !== null && target !== null && LAYERS[layer]?.bundled?.includes(target) === true;
}

function mayImport(layer: string | null, name: string, layerOf: ReadonlyMap<string, string | null>): boolean {
  const rule = layer === null ? undefined : LAYERS[layer];
  if (rule === undefined) return true; // reported by tagProblems()
  const target = layerOf.get(name);
  if (target === undefined) return !/^@sluice(-tools)?\//.test(name) && (rule.external?.includes(name) ?? true);
  return target === layer || (target !== null && rule.layers.includes(target));
}

function packageOf(specifier: string): string {
  return specifier.split("/").slice(0, specifier.startsWith("@") ? 2 : 1).join("/");
}

/** The shipped sources. A folder `testing/` is one for tests, unless the package exports it. */
async function readSources(root: string, { directory, manifest }: WorkspacePackage): Promise<SourceFile[]> {
  const helpers = manifest.exports?.["./testing"] === undefined ? /\btesting[\\/]/ : /^$/;
  const files: SourceFile[] = [];
  for await (const name of glob("src/**/*.ts", { cwd: directory })) {
    if (/\.test(-d)?\.ts$|__fixtures__/.test(name) || helpers.test(name)) continue;
    const path = join(directory, name);
    files.push({ path: relative(root, path).replaceAll("\\", "/"), imports: importSpecifiers(path, await readFile(path, "utf8")) });
  }
  return files.sort((left, right) => (left.path < right.path ? -1 : 1));
}
