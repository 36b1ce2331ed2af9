const TYPES = `export interface Document { readonly docId: string; readonly title: string | null }
export interface RunOptions { readonly signal?: AbortSignal }
export declare class IngestionPipeline {
  constructor(options?: object);
  runAsync(adapter: string, options?: RunOptions): Promise<Document[]>;
}
`;

/** Files of a small project with 0.x of the package installed; sources go beside them. */
export const LEGACY_PROJECT: Readonly<Record<string, string>> = {
  ".gitignore": "node_modules/\n",
  "package.json": JSON.stringify({ name: "legacy-project", private: true, type: "module", dependencies: { "@sluice/pipeline": "^0.6.0" } }),
  "tsconfig.json": JSON.stringify({ compilerOptions: { strict: true, target: "es2023", lib: ["es2024", "esnext.array", "dom"], module: "nodenext", types: [], noEmit: true } }),
  "node_modules/@sluice/pipeline/package.json": JSON.stringify({ name: "@sluice/pipeline", version: "0.6.2", type: "module", types: "./index.d.ts", exports: { ".": { types: "./index.d.ts" } } }),
  "node_modules/@sluice/pipeline/index.d.ts": TYPES,
};

/** A module with one call whose result is only looped over. */
export function loopModule(padding = ""): string {
  return `import type { IngestionPipeline } from "@sluice/pipeline";

export async function load(pipeline: IngestionPipeline): Promise<void> {
  for (const document of await pipeline.runAsync("records")) console.log(document.docId);
}
${padding}`;
}
