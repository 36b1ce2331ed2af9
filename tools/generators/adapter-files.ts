import { glob, readFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { type AdapterPlan, camelCase } from "./adapter-plan.ts";
import { fillTemplate } from "./fill-template.ts";

/** A file to be written. */
export interface GeneratedFile {
  /** Absolute. */
  readonly path: string;
  readonly content: string;
}

const templates = join(import.meta.dirname, "templates/adapter");

/** Every file of the package, and the changeset that announces it, in the order of their paths. */
export async function adapterFiles(plan: AdapterPlan, root: string): Promise<GeneratedFile[]> {
  const values = await placeholders(plan, root);
  const files: GeneratedFile[] = [
    { path: join(root, `.changeset/adapter-${plan.name}.md`), content: await filled(join(templates, "changeset.md.template"), values) },
    { path: join(plan.directory, "LICENSE"), content: await readFile(join(root, "LICENSE"), "utf8") },
  ];
  for (const folder of ["common", plan.variant]) {
    for await (const name of glob("**/*.template", { cwd: join(templates, folder) })) {
      const path = join(plan.directory, name.replace("__name__", plan.name).replace(/\.template$/, ""));
      files.push({ path, content: await filled(join(templates, folder, name), values) });
    }
  }
  return files.sort((a, b) => (a.path < b.path ? -1 : 1));
}

async function filled(template: string, values: Readonly<Record<string, string>>): Promise<string> {
  return fillTemplate(await readFile(template, "utf8"), values);
}

/** Versions are those of the workspace, so that the new package links to its siblings. */
async function placeholders({ name, directory, variant }: AdapterPlan, root: string): Promise<Record<string, string>> {
  const manifest = await readManifest(join(root, "packages/adapters/package.json"));
  const words = name.replaceAll("-", " ");
  const camel = camelCase(name);
  return {
    name,
    camel,
    Pascal: camel.charAt(0).toUpperCase() + camel.slice(1),
    package: `@sluice/adapter-${name}`,
    description: variant === "http" ? `Items of the ${words} API` : `Records of ${words}, a folder of JSON files`,
    root: relative(directory, root).replaceAll("\\", "/"),
    sluiceVersion: manifest.version,
    zodRange: manifest.dependencies["zod"] ?? "^4",
  };
}

interface Manifest {
  readonly version: string;
  readonly dependencies: Readonly<Record<string, string>>;
}

async function readManifest(path: string): Promise<Manifest> {
  return JSON.parse(await readFile(path, "utf8")) as Manifest; // our own, which npm has read already
}
