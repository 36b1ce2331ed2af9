import { relative } from "node:path";
import { adapterFiles } from "./adapter-files.ts";
import { adapterPlan } from "./adapter-plan.ts";
import { writeFiles } from "./write-files.ts";

/**
 * Makes the package of a new adapter: `npm run generate:adapter -- <name> [--dir packages] [--http] [--dry-run]`. The package is
 * complete: it builds, its tests run the contract of adapters, and there is a changeset. What exists is never overwritten.
 */
const root = process.cwd();

try {
  const plan = adapterPlan(process.argv.slice(2), root);
  const files = await adapterFiles(plan, root);
  if (!plan.isDryRun) await writeFiles(files, plan.directory);
  for (const { path, content } of files) {
    process.stdout.write(plan.isDryRun ? `--- ${relative(root, path)}\n${content}\n` : `${relative(root, path)}\n`);
  }
  if (!plan.isDryRun) process.stdout.write("next: npm install, then npm run build and npx vitest run --project unit\n");
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = error instanceof TypeError ? 2 : 1;
}
