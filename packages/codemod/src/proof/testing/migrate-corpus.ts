import { join, relative } from "node:path";
import { applyEdits } from "../../files/apply-edits.js";
import { decodeSource, encodeSource } from "../../files/decode-source.js";
import { runAsyncToStreaming } from "../../migrations/run-async-to-streaming.js";
import type { Finding, MigrationOptions, SourceText, TextEdit } from "../../model.js";
import { type Installed, layOut, openWorkspace } from "./corpus-workspace.js";
import type { CorpusFile } from "./read-cases.js";

/** What the codemod makes of one file. */
export interface MigratedFile {
  readonly path: string;
  readonly findings: readonly Finding[];
  /** One per finding, as a case's header has them. */
  readonly labels: readonly string[];
  /** The bytes with every edit made. */
  readonly after: Buffer;
}

/** How {@link migrateCorpus} migrates. */
export interface CorpusMigration extends MigrationOptions {
  /** What is installed meanwhile. */
  readonly installed: Installed;
  /** Whether what is left over is parked. */
  readonly park?: boolean;
}

/** Migrates the files project by project (see {@link projectOf}). Nothing is written outside of temporary directories. */
export async function migrateCorpus(files: readonly CorpusFile[], options: CorpusMigration): Promise<ReadonlyMap<string, MigratedFile>> {
  const migrated: MigratedFile[] = [];
  for (const project of Map.groupBy(files, projectOf).values()) migrated.push(...(await migrateProject(project, options)));
  return new Map(migrated.map((file) => [file.path, file]));
}

/** A case that says so is a project of its own, as is each directory in `projects/`; all others are one project. */
function projectOf({ path, header }: CorpusFile): string {
  if (header?.alone === true) return path;
  return /^projects\/[^/]+/.exec(path)?.[0] ?? "";
}

async function migrateProject(files: readonly CorpusFile[], { installed, park = false, ...options }: CorpusMigration): Promise<MigratedFile[]> {
  await using workspace = await openWorkspace(installed);
  await layOut(workspace.root, new Map(files.map(({ path, bytes }) => [path, bytes])));
  const sources = files.filter(({ path, bytes }) => !path.endsWith(".json") && runAsyncToStreaming.words.some((word) => bytes.includes(word)));
  const texts = sources.map(({ path, bytes }): SourceText => ({ path: join(workspace.root, "cases", path), text: textOf(bytes) }));
  const findings = Map.groupBy(runAsyncToStreaming.analyse({ root: workspace.root, files: texts }, options), ({ site }) => site.path);
  return files.map(({ path, bytes }) => migratedFile(path, bytes, findings.get(join(workspace.root, "cases", path)) ?? [], park));
}

function migratedFile(path: string, bytes: Buffer, findings: readonly Finding[], park: boolean): MigratedFile {
  const edits = findings.flatMap(({ outcome }): readonly TextEdit[] => {
    if (outcome.action === "rewrite") return outcome.edits;
    return outcome.action === "leftover" && park ? (outcome.park ?? []) : [];
  });
  const source = decodeSource(bytes);
  if (source === null) throw new TypeError(`Cannot migrate ${relative(".", path)}: expected UTF-8`);
  return { path, findings, labels: findings.map(labelOf), after: encodeSource({ ...source, text: applyEdits(source.text, edits) }) };
}

function labelOf({ outcome }: Finding): string {
  switch (outcome.action) {
    case "keep":
      return "keep";
    case "rewrite":
      return `rewrite ${outcome.target}`;
    case "leftover":
      return `leftover ${outcome.reason}`;
  }
}

function textOf(bytes: Buffer): string {
  return decodeSource(bytes)?.text ?? "";
}
