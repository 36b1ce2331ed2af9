import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { resolveTool } from "./resolve-tool.js";

/** The declared types that `@sluice/pipeline` has in a project; `missing` is a project without its dependencies installed. */
export type InstalledTypes = "0.x" | "1.x" | "missing";

const workspace = fileURLToPath(new URL("../../../../", import.meta.url));

/** What 0.x declared. */
const DECLARATIONS_0 = `
export interface Document { readonly docId: string; readonly title: string | null }
export interface RunOptions { readonly parameters?: Readonly<Record<string, unknown>>; readonly concurrency?: number }
export declare class IngestionPipeline {
  readonly id: string;
  constructor(options: { readonly adapters: readonly unknown[]; readonly id?: string });
  runAsync(adapter: string, options?: RunOptions): Promise<Document[]>;
}
`;

/** Links installed packages into the project, also under another name, for configurations and tools that import them. */
export function linkTools(root: string, names: readonly (string | readonly [installed: string, name: string])[]): void {
  for (const one of names) {
    const [installed, name] = typeof one === "string" ? [one, one] : one;
    mkdirSync(dirname(join(root, "node_modules", name)), { recursive: true });
    symlinkSync(resolveTool(installed), join(root, "node_modules", name), "junction");
  }
}

/** A project in a temporary directory, removed when disposed; 1.x is the built package of this workspace. */
export function makeProject(types: InstalledTypes, files: Readonly<Record<string, string>> = {}): Disposable & { readonly root: string } {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "sluice-lint-")));
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  write("package.json", JSON.stringify({ name: "app", private: true, type: "module" }));
  const compilerOptions = { target: "esnext", module: "nodenext", lib: ["esnext"], strict: true, jsx: "preserve", allowJs: true, skipLibCheck: true, types: [], experimentalDecorators: true };
  write("tsconfig.json", JSON.stringify({ compilerOptions, include: ["**/*"] }));
  if (types === "0.x") {
    write("node_modules/@sluice/pipeline/package.json", JSON.stringify({ name: "@sluice/pipeline", version: "0.9.0", type: "module", types: "index.d.ts" }));
    write("node_modules/@sluice/pipeline/index.d.ts", DECLARATIONS_0);
  }
  mkdirSync(join(root, "node_modules/@sluice"), { recursive: true });
  if (types === "1.x") symlinkSync(join(workspace, "packages/pipeline"), join(root, "node_modules/@sluice/pipeline"), "junction");
  symlinkSync(join(workspace, "packages/eslint-plugin"), join(root, "node_modules/@sluice/eslint-plugin"), "junction");
  for (const [path, text] of Object.entries(files)) write(path, text);
  return { root, [Symbol.dispose]: () => rmSync(root, { recursive: true, force: true }) };
}
