import { extname } from "node:path";

/** What can be done with a file: scripts are migrated, templates only reported. */
export type SourceKind = "script" | "template";

const kinds: Readonly<Record<string, SourceKind>> = {
  ".ts": "script",
  ".tsx": "script",
  ".mts": "script",
  ".cts": "script",
  ".js": "script",
  ".jsx": "script",
  ".mjs": "script",
  ".cjs": "script",
  ".vue": "template",
  ".svelte": "template",
  ".astro": "template",
};

/** The kind of a file by its extension; `null` if it is no source. */
export function sourceKindOf(path: string): SourceKind | null {
  return kinds[extname(path).toLowerCase()] ?? null;
}
