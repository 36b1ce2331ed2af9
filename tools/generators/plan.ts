import { isAbsolute, relative, resolve } from "node:path";
import { parseArgs } from "node:util";
import { camelCase, isIdentifier } from "./identifier.ts";
import type { Kind, Variant } from "./kind.ts";
import { KINDS } from "./kinds.ts";

/** What is to be generated. */
export interface Plan {
  /** The word for the kind. */
  readonly word: string;
  readonly kind: Kind;
  readonly variant: Variant;
  /** Lower-case words joined by hyphens. */
  readonly name: string;
  /** Absolute: the folder of the new package, or the workspace. */
  readonly directory: string;
  readonly isDryRun: boolean;
}

/** How the program is called. */
const USAGE = `npm run generate -- ${Object.keys(KINDS).join("|")} <name> [--http] [--dir packages] [--dry-run]`;

/**
 * Reads the arguments.
 *
 * @param root The workspace; the directory must lie inside it.
 * @throws {TypeError} That says what is wrong and how to call the program.
 */
export function planOf(argv: readonly string[], root: string): Plan {
  const { values, positionals } = parsed(argv);
  const [word = "", name = "", ...more] = positionals;
  const kind = Object.hasOwn(KINDS, word) ? KINDS[word] : undefined;
  if (kind === undefined) throw mistake("anything", `the kind must be one of ${Object.keys(KINDS).join(", ")}, received ${word === "" ? "none" : JSON.stringify(word)}`);
  if (more.length > 0) throw mistake(kind.article, `one name is expected, received ${[name, ...more].join(" ")}`);
  checkName(name, kind);
  const variant = values.http ? kind.variants.find((one) => one.name === "http") : kind.variants[0];
  if (variant === undefined) throw mistake(kind.article, "--http is for adapters");
  return { word, kind, variant, name, directory: directoryOf(values.dir, { kind, name, root }), isDryRun: values["dry-run"] };
}

function parsed(argv: readonly string[]) {
  const options = { dir: { type: "string" }, http: { type: "boolean", default: false }, "dry-run": { type: "boolean", default: false } } as const;
  try {
    return parseArgs({ args: [...argv], options, allowPositionals: true });
  } catch (error) {
    throw mistake("anything", (error as Error).message); // parseArgs throws nothing else
  }
}

function checkName(name: string, { article, known }: Kind): void {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name) || name.length > 60) throw mistake(article, `the name must be lower-case words joined by hyphens, received ${JSON.stringify(name)}`);
  if (known.includes(name)) throw mistake(article, `the name ${name} is that of ${article} that exists`);
  if (!isIdentifier(camelCase(name))) throw mistake(article, `the name ${name} cannot be that of a function`);
}

function directoryOf(parent: string | undefined, { kind, name, root }: Pick<Plan, "kind" | "name"> & { readonly root: string }): string {
  if (kind.package === null) {
    if (parent === undefined) return root;
    throw mistake(kind.article, `--dir is for new packages; ${kind.article} goes into ${kind.changes}`);
  }
  const directory = resolve(root, parent ?? "packages", `${kind.package.prefix}${name}`);
  const inside = relative(root, directory);
  if (inside.startsWith("..") || isAbsolute(inside)) throw mistake(kind.article, `--dir must be inside ${root}, received ${parent}`);
  return directory;
}

function mistake(article: string, problem: string): TypeError {
  return new TypeError(`Cannot generate ${article}: ${problem}; usage: ${USAGE}`);
}
