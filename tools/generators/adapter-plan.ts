import { Script } from "node:vm";
import { isAbsolute, relative, resolve } from "node:path";
import { parseArgs } from "node:util";
import { ADAPTER_NAMES } from "../../packages/cli/src/source/adapter-names.ts";

/** What is to be generated. */
export interface AdapterPlan {
  /** Lower-case words joined by hyphens. */
  readonly name: string;
  readonly variant: "plain" | "http";
  /** Absolute. */
  readonly directory: string;
  readonly isDryRun: boolean;
}

/** How the program is called. */
const USAGE = "npm run generate:adapter -- <name> [--dir packages] [--http] [--dry-run]";

/** Names that the templates use for something else. */
const TAKEN: ReadonlySet<string> = new Set(["adapter", "afterAll", "describe", "expect", "faults", "folder", "input", "items", "once", "requests", "run", "served", "server", "test", "z"]);

/**
 * Reads the arguments.
 *
 * @param root The workspace; the directory must lie inside it.
 * @throws {TypeError} That says what is wrong and how to call the program.
 */
export function adapterPlan(argv: readonly string[], root: string): AdapterPlan {
  const { values, positionals } = parsed(argv);
  const [name = "", ...more] = positionals;
  if (more.length > 0) throw mistake(`one name is expected, received ${positionals.join(" ")}`);
  checkName(name);
  const directory = resolve(root, values.dir, `adapter-${name}`);
  const inside = relative(root, directory);
  if (inside.startsWith("..") || isAbsolute(inside)) throw mistake(`--dir must be inside ${root}, received ${values.dir}`);
  return { name, variant: values.http ? "http" : "plain", directory, isDryRun: values["dry-run"] };
}

function parsed(argv: readonly string[]) {
  const options = { dir: { type: "string", default: "packages" }, http: { type: "boolean", default: false }, "dry-run": { type: "boolean", default: false } } as const;
  try {
    return parseArgs({ args: [...argv], options, allowPositionals: true });
  } catch (error) {
    throw mistake((error as Error).message); // parseArgs throws nothing else
  }
}

function checkName(name: string): void {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name) || name.length > 60) throw mistake(`the name must be lower-case words joined by hyphens, received ${JSON.stringify(name)}`);
  if (ADAPTER_NAMES.some((known) => known === name)) throw mistake(`the name ${name} is that of an adapter that exists`);
  if (!isIdentifier(camelCase(name)) || TAKEN.has(camelCase(name))) throw mistake(`the name ${name} cannot be that of a function`);
}

/** `my-source` as `mySource`. */
export function camelCase(name: string): string {
  return name.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

function isIdentifier(name: string): boolean {
  try {
    new Script(`"use strict"; const ${name} = async () => { await ${name}; };`);
    return true;
  } catch {
    return false; // a word of the language
  }
}

function mistake(problem: string): TypeError {
  return new TypeError(`Cannot generate an adapter: ${problem}; usage: ${USAGE}`);
}
