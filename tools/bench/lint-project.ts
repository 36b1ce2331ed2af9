import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** A generated TypeScript project in a temporary directory. */
export interface LintProject extends AsyncDisposable {
  readonly root: string;
  /** How many of its calls the rules have to report. */
  readonly reports: number;
}

/** Every how many files one uses a pipeline. */
const USES_EVERY = 60;

const workspace = fileURLToPath(new URL("../../", import.meta.url));

/**
 * Writes a project of `count` modules that import each other, with classes, generics, promises and the usual member calls.
 * One in sixty runs a pipeline, once by the contract of 0.x and once as 1.x has it; one in twenty calls a method of the same
 * name on something else.
 */
export async function lintProject(count: number): Promise<LintProject> {
  const root = await realpath(await mkdtemp(join(tmpdir(), "sluice-bench-lint-")));
  const write = async (path: string, text: string): Promise<void> => {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  };
  await write("package.json", JSON.stringify({ name: "app", private: true, type: "module" }));
  const compilerOptions = { target: "es2023", module: "nodenext", lib: ["esnext"], strict: true, skipLibCheck: true, types: [] };
  await write("tsconfig.json", JSON.stringify({ compilerOptions, include: ["src"] }));
  await write("src/other-runner.ts", "export class OtherRunner {\n  async runAsync(name: string): Promise<string[]> {\n    return Promise.resolve([name]);\n  }\n}\n");
  await mkdir(join(root, "node_modules/@sluice"), { recursive: true });
  await symlink(join(workspace, "packages/pipeline"), join(root, "node_modules/@sluice/pipeline"), "junction");
  let reports = 0;
  for (let index = 0; index < count; index += 1) {
    if (index % USES_EVERY === 0) reports += 2;
    await write(fileName(index), moduleText(index));
  }
  return { root, reports, [Symbol.asyncDispose]: () => rm(root, { recursive: true, force: true }) };
}

function fileName(index: number): string {
  return `src/area-${Math.floor(index / 100)}/module-${index}.ts`;
}

function moduleText(index: number): string {
  const before = index === 0 ? "" : `import { Store${index - 1} } from "../area-${Math.floor((index - 1) / 100)}/module-${index - 1}.js";\n`;
  const base = index === 0 ? "null" : `new Store${index - 1}().size`;
  const uses = index % USES_EVERY === 0;
  const other = index % 20 === 1;
  return `${before}${uses ? 'import type { IngestionPipeline } from "@sluice/pipeline";\n' : ""}${other ? 'import { OtherRunner } from "../other-runner.js";\n' : ""}
export interface Item${index} {
  readonly id: string;
  readonly weight: number;
  readonly tags: readonly string[];
}

export class Store${index} {
  readonly #items = new Map<string, Item${index}>();
  readonly previous = ${base};

  get size(): number {
    return this.#items.size;
  }

  add(item: Item${index}): this {
    this.#items.set(item.id, { ...item, tags: item.tags.map((tag) => tag.trim().toLowerCase()) });
    return this;
  }

  heaviest(limit = 10): Item${index}[] {
    return [...this.#items.values()].sort((left, right) => right.weight - left.weight).slice(0, limit);
  }

  async load(read: (id: string) => Promise<Item${index} | undefined>, ids: readonly string[]): Promise<number> {
    const found = await Promise.all(ids.map(async (id) => read(id)));
    for (const item of found) if (item !== undefined) this.add(item);
    return this.#items.size;
  }

  byTag(): ReadonlyMap<string, readonly Item${index}[]> {
    const groups = new Map<string, Item${index}[]>();
    for (const item of this.#items.values()) {
      for (const tag of item.tags) {
        const group = groups.get(tag) ?? [];
        group.push(item);
        groups.set(tag, group);
      }
    }
    return groups;
  }
}
${other ? `\nexport async function other${index}(): Promise<number> {\n  return (await new OtherRunner().runAsync("other")).length;\n}\n` : ""}${uses ? `\nexport async function ingest${index}(pipeline: IngestionPipeline): Promise<string[]> {\n  const ids: string[] = [];\n  for (const { docId } of await pipeline.runAsyncLegacy("jsonl")) ids.push(docId);\n  for (const { docId } of (await pipeline.runAsync("jsonl")).documents) ids.push(docId);\n  return ids;\n}\n` : ""}`;
}
