import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** How large a code base {@link writeCodemodProject} writes. */
export interface CodemodProjectSize {
  readonly files: number;
  /** Files of them that call `runAsync` once. */
  readonly sites: number;
  readonly bytesPerFile: number;
}

const FILES_PER_DIRECTORY = 60;
const IMPORTS = 4;

const PIPELINE_TYPES = `export interface Document { readonly docId: string; readonly title: string | null; readonly text: string | null }
export interface RunOptions { readonly signal?: AbortSignal }
export declare class IngestionPipeline {
  constructor(options?: object);
  runAsync(adapter: string, options?: RunOptions): Promise<Document[]>;
  runAsyncLegacy(adapter: string, options?: RunOptions): Promise<Document[]>;
  iterResults(adapter: string, options?: RunOptions & { readonly onFailure?: "skip" | "throw" }): AsyncIterable<Document>;
}
`;

const SHAPES: readonly ((n: number) => string)[] = [
  (n) => `export async function load${n}(pipeline: IngestionPipeline): Promise<void> {\n  for (const document of await pipeline.runAsync("source-${n}")) console.log(document.docId);\n}\n`,
  (n) => `export async function titles${n}(pipeline: IngestionPipeline): Promise<(string | null)[]> {\n  const documents = await pipeline.runAsync("source-${n}");\n  return documents.map((document) => document.title);\n}\n`,
  (n) => `export async function drain${n}(pipeline: IngestionPipeline): Promise<void> {\n  await pipeline.runAsync("source-${n}");\n}\n`,
];

/** Writes a repository of modules that import each other, with 0.x of the package installed; deterministic. */
export function writeCodemodProject(directory: string, size: CodemodProjectSize): void {
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    writeFileSync(join(directory, path), text);
  };
  write("node_modules/@sluice/pipeline/package.json", JSON.stringify({ name: "@sluice/pipeline", version: "0.6.2", type: "module", types: "./index.d.ts", exports: { ".": { types: "./index.d.ts" } } }));
  write("node_modules/@sluice/pipeline/index.d.ts", PIPELINE_TYPES);
  write("package.json", JSON.stringify({ name: "bench-project", private: true, type: "module", dependencies: { "@sluice/pipeline": "^0.6.2" } }));
  write("tsconfig.json", JSON.stringify({ compilerOptions: { strict: true, target: "es2023", lib: ["es2024", "esnext.array", "dom"], module: "nodenext", types: [], noEmit: true }, include: ["src"] }));
  write(".gitignore", "node_modules/\n");
  for (let n = 0; n < size.files; n += 1) write(pathOf(n), moduleText(n, size));
  execFileSync("git", ["init", "--quiet"], { cwd: directory });
  execFileSync("git", ["add", "--all"], { cwd: directory });
}

function pathOf(n: number): string {
  return `src/part-${Math.floor(n / FILES_PER_DIRECTORY)}/module-${n}.ts`;
}

/**
 * Imports reach back over the first four fifths of what is before a module, so that following those of a few files pulls in
 * much of the code base, and no chain of imports is deep.
 */
function moduleText(n: number, { files, sites, bytesPerFile }: CodemodProjectSize): string {
  const every = Math.max(1, Math.floor(files / sites));
  const site = n % every === 0 && n / every < sites ? n / every : null;
  const targets = new Set(Array.from({ length: IMPORTS }, (_, i) => (n * 7919 + i * 104_729) % Math.max(1, Math.floor(n * 0.8))).filter((target) => target !== n));
  const imports = [...targets].map((target) => `import { type Record${target}, weigh${target} } from "../part-${Math.floor(target / FILES_PER_DIRECTORY)}/module-${target}.js";\n`);
  const uses = [...targets].map((target) => `  total += weigh${target}({ id: String(depth), weight: depth, tags: [] } satisfies Record${target}, depth - 1);\n`);
  const head = site === null ? "" : 'import type { IngestionPipeline } from "@sluice/pipeline";\n';
  const own = `export interface Record${n} { readonly id: string; readonly weight: number; readonly tags: readonly string[] }
export function weigh${n}(record: Record${n}, depth: number): number {\n  let total = record.weight;\n  if (depth <= 0) return total;\n${uses.join("")}  return total;\n}\n`;
  const call = site === null ? "" : (SHAPES[site % SHAPES.length]?.(n) ?? "");
  return pad(`${head}${imports.join("")}\n${own}${call}`, n, bytesPerFile);
}

/** Functions of everyday code until the file is long enough. */
function pad(text: string, n: number, bytes: number): string {
  let padded = text;
  for (let i = 0; padded.length < bytes; i += 1) {
    padded += `\n/** Step ${i} of module ${n}: orders the tags of a record and counts those that occur more than once. */
export function step${n}x${i}(record: Record${n}, limit = ${i + 2}): Map<string, number> {
  const counts = new Map<string, number>();
  for (const tag of record.tags.toSorted((left, right) => left.localeCompare(right))) {
    const key = tag.trim().toLowerCase();
    if (key !== "" && counts.size < limit) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return new Map([...counts].filter(([, count]) => count > 1));
}\n`;
  }
  return padded;
}
