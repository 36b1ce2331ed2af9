import { join } from "node:path";
import { applyEdits } from "../files/apply-edits.js";
import { runAsyncToStreaming } from "../migrations/run-async-to-streaming.js";
import type { Finding, MigrationOptions } from "../model.js";
import { LEGACY_PROJECT } from "./legacy-project.js";
import { sourceTree } from "./source-tree.js";

const STREAMING_TYPES = `export interface Document { readonly docId: string; readonly title: string | null }
export interface RunOptions { readonly signal?: AbortSignal; readonly concurrency?: number }
export interface EagerOptions extends RunOptions { readonly maxDocuments?: number }
export interface ResultOptions extends RunOptions { readonly onFailure?: "skip" | "throw" }
export interface PipelineResult { readonly documents: Document[]; readonly errors: Error[]; readonly stats: { readonly completed: number } }
export declare class IngestionPipeline {
  constructor(options?: object);
  streamEvents(adapter: string, options?: RunOptions): AsyncIterableIterator<object>;
  iterResults(adapter: string, options?: ResultOptions): AsyncIterableIterator<Document>;
  ingest(adapter: string, options: RunOptions): AsyncIterableIterator<object>;
  runAsync(adapter: string, options?: EagerOptions): Promise<PipelineResult>;
  runAsyncLegacy(adapter: string, options?: RunOptions): Promise<Document[]>;
}
`;

/** Files of a small project with 1.x of the package installed. */
export const STREAMING_PROJECT: Readonly<Record<string, string>> = {
  ...LEGACY_PROJECT,
  "node_modules/@sluice/pipeline/index.d.ts": STREAMING_TYPES,
};

/** What {@link migrateFiles} is given beside files. */
export interface MigrateOptions extends MigrationOptions {
  /** The project that the files are put into. @default LEGACY_PROJECT */
  readonly project?: Readonly<Record<string, string>>;
  /** Whether leftovers are parked. @default false */
  readonly park?: boolean;
}

/** What became of some files. */
export interface Migrated {
  readonly root: string;
  readonly findings: readonly Finding[];
  /** `line:kind action`, with the target or reason. */
  readonly labels: readonly string[];
  /** The texts with every edit made, by relative path. */
  readonly texts: Readonly<Record<string, string>>;
}

/** Migrates files that lie in a real directory; nothing in it is changed. */
export async function migrateFiles(files: Readonly<Record<string, string>>, { project = LEGACY_PROJECT, park = false, ...options }: MigrateOptions = {}): Promise<Migrated> {
  const root = await sourceTree({ ...project, ...files });
  const sources = Object.entries(files).filter(([name, text]) => /\.[cm]?[jt]sx?$/.test(name) && runAsyncToStreaming.words.some((word) => text.includes(word)));
  const findings = runAsyncToStreaming.analyse({ root, files: sources.map(([name, text]) => ({ path: join(root, name), text })) }, options);
  const texts = sources.map(([name, text]) => [name, applyEdits(text, findings.filter(({ site }) => site.path === join(root, name)).flatMap(({ outcome }) => editsOf(outcome, park)))]);
  return { root, findings, labels: findings.map(labelOf), texts: Object.fromEntries(texts) as Record<string, string> };
}

/** Migrates one module, `src/main.ts`, and gives its new text. */
export async function migrateText(text: string, options: MigrateOptions = {}): Promise<string> {
  const { texts } = await migrateFiles({ "src/main.ts": text }, options);
  return texts["src/main.ts"] ?? text;
}

/** What becomes of each site of one module. */
export async function labelsOf(text: string, options: MigrateOptions = {}): Promise<readonly string[]> {
  return (await migrateFiles({ "src/main.ts": text }, options)).labels;
}

function editsOf(outcome: Finding["outcome"], park: boolean): readonly { start: number; end: number; newText: string }[] {
  if (outcome.action === "rewrite") return outcome.edits;
  return outcome.action === "leftover" && park ? (outcome.park ?? []) : [];
}

function labelOf({ site, outcome }: Finding): string {
  const detail = outcome.action === "rewrite" ? ` ${outcome.target}` : outcome.action === "leftover" ? ` ${outcome.reason}` : "";
  return `${site.line}:${site.kind} ${outcome.action}${detail}`;
}
