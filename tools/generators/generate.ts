import { relative } from "node:path";
import { generatedFiles } from "./generated-files.ts";
import { planOf } from "./plan.ts";
import { writeFiles } from "./write-files.ts";

/**
 * Makes an adapter, sink or transport as a package of its own, or adds a lint rule or a migration to the package of all of them:
 * `npm run generate -- <kind> <name>`. What is made is complete: code, tests, documentation, tags, and a changeset. What exists is
 * never overwritten; lists that have to know of something new get an entry at their marker. Ends with 2 if the caller is
 * mistaken, with 1 if it fails otherwise.
 */
const root = process.cwd();

try {
  const plan = planOf(process.argv.slice(2), root);
  const files = await generatedFiles(plan, root);
  if (!plan.isDryRun) await writeFiles(files, plan.kind.package === null ? null : plan.directory);
  for (const { path, content } of files) {
    process.stdout.write(plan.isDryRun ? `--- ${relative(root, path)}\n${content}\n` : `${relative(root, path)}\n`);
  }
  if (!plan.isDryRun) process.stdout.write(`next: ${plan.kind.next}\n`);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = error instanceof TypeError ? 2 : 1;
}
