import { writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { budgetFor, measureSizes } from "./size-budgets.ts";
import { publishable, readWorkspace } from "./workspace-package.ts";

/** Measures the built packages and writes their budgets to .size-limit.json: `npm run budgets`. */
const root = fileURLToPath(new URL("../../", import.meta.url));
const names = publishable(await readWorkspace(root)).map(({ directory }) => basename(directory));

await save((name) => budgetFor(name, 1)); // size-limit measures what its file names, so first name everything
const sizes = new Map((await measureSizes(root)).map(({ name, size }) => [name, size]));
await save((name) => budgetFor(name, sizes.get(name) ?? 0));

async function save(budgetOf: (name: string) => ReturnType<typeof budgetFor>): Promise<void> {
  await writeFile(join(root, ".size-limit.json"), `${JSON.stringify(names.map(budgetOf), null, 2)}\n`);
}
