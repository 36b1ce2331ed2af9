import { glob, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { CodemodSite, ScanProject } from "../scan/codemod.js";

const KINDS = { iterResults: "streaming", streamEvents: "streaming", ingest: "streaming", runAsync: "eager", runAsyncLegacy: "legacy" } as const;

/** Finds sites by their text alone, for tests about what is done with sites and not about finding them. */
export const scanText: ScanProject = async ({ root, paths = [root] }) => {
  const files = new Set<string>();
  for (const path of paths) for await (const file of glob([path, join(path, "**/*.ts")])) if (file.endsWith(".ts") && !file.includes("node_modules")) files.add(file);
  const findings: { site: CodemodSite }[] = [];
  for (const path of [...files].sort()) {
    for (const [index, text] of (await readFile(path, "utf8")).split("\n").entries()) {
      for (const match of text.matchAll(/(\w*)\.(streamEvents|iterResults|ingest|runAsyncLegacy|runAsync)\(/g)) {
        const method = match[2] as keyof typeof KINDS; // the alternatives of the pattern
        const kind = match[1] === "unknown" ? "unresolved" : KINDS[method];
        findings.push({ site: { path, line: index + 1, column: match.index + 1, method, kind, isTest: path.endsWith(".test.ts") } });
      }
    }
  }
  return { findings, skipped: [] };
};
