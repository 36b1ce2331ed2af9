import { glob, readFile } from "node:fs/promises";
import { join } from "node:path";
import { codeWords } from "./code-words.ts";
import { fillTemplate } from "./fill-template.ts";
import type { GeneratedFile } from "./generated-file.ts";
import { camelCase } from "./identifier.ts";
import { insertAbove } from "./insert-above.ts";
import type { Insertion } from "./kind.ts";
import type { Plan } from "./plan.ts";
import { type Placeholders, placeholdersOf } from "./placeholders.ts";

const TEMPLATES = join(import.meta.dirname, "templates");

/**
 * Every file that is made or changed, the changeset that announces it included, in the order of their paths.
 *
 * @throws {TypeError} If the templates use the name for something else.
 * @throws {Error} If a list has lost its marker.
 */
export async function generatedFiles(plan: Plan, root: string): Promise<GeneratedFile[]> {
  const { word, kind, variant, name, directory } = plan;
  await requireUnused(plan);
  const values = await placeholdersOf(plan, root);
  const changeset = await readFile(join(TEMPLATES, "changeset.md.template"), "utf8");
  const files: GeneratedFile[] = [newFile(join(root, `.changeset/${word}-${name}.md`), fillTemplate(changeset, values))];
  if (kind.package !== null) {
    files.push(newFile(join(directory, "LICENSE"), await readFile(join(root, "LICENSE"), "utf8")));
    files.push(...(await filled("package", directory, values)));
  }
  files.push(...(await filled(variant.templates, directory, values)), ...(await extended(kind.insertions, root, values)));
  if (new Set(files.map(({ path }) => path)).size < files.length) throw taken(plan);
  return files.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** The function is named after the thing, beside everything else that the code names. */
async function requireUnused(plan: Plan): Promise<void> {
  const camel = camelCase(plan.name);
  for await (const name of glob("**/*.ts.template", { cwd: join(TEMPLATES, plan.variant.templates) })) {
    if (codeWords(await readFile(join(TEMPLATES, plan.variant.templates, name), "utf8")).has(camel)) throw taken(plan);
  }
}

function taken({ kind, name }: Plan): TypeError {
  return new TypeError(`Cannot generate ${kind.article}: expected a name that its code does not use already, received ${name}`);
}

/** The templates of a folder, filled. */
async function filled(folder: string, directory: string, values: Placeholders): Promise<GeneratedFile[]> {
  const files: GeneratedFile[] = [];
  for await (const name of glob("**/*.template", { cwd: join(TEMPLATES, folder) })) {
    const path = join(directory, name.replace("__name__", values["name"] ?? "").replace(/\.template$/, ""));
    files.push(newFile(path, fillTemplate(await readFile(join(TEMPLATES, folder, name), "utf8"), values)));
  }
  return files;
}

/** The lists that have to know, each with all that is put into it. */
async function extended(insertions: readonly Insertion[], root: string, values: Placeholders): Promise<GeneratedFile[]> {
  const files: GeneratedFile[] = [];
  for (const [path, ofFile] of Map.groupBy(insertions, (insertion) => insertion.path)) {
    const before = await readFile(join(root, path), "utf8");
    const content = ofFile.reduce((text, { marker, text: lines }) => insertAbove(text, { marker, lines: fillTemplate(lines, values), path }), before);
    files.push({ path: join(root, path), content, before });
  }
  return files;
}

function newFile(path: string, content: string): GeneratedFile {
  return { path, content, before: null };
}
