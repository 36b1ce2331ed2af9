import { readdir } from "node:fs/promises";
import { dirname, extname, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { errorMessageOf, SluiceError } from "@sluice/core-events";
import { type Loaders, lilconfig } from "lilconfig";
import { closestName } from "./closest-name.js";
import { type SluiceConfig, configSchema } from "./config-schema.js";
import { describeIssues } from "./describe-issues.js";
import { linesOf } from "./lines-of.js";
import { optionNames } from "./option-names.js";
import { parseJson } from "./parse-json.js";
import { parseYaml } from "./parse-yaml.js";
import { placeInModule } from "./place-in-module.js";

const MAX_BYTES = 1024 * 1024;
const NAMES = ["ts", "js", "mjs", "json", "yaml"].map((extension) => `sluice.config.${extension}`);

/** A configuration and the directory that its paths are relative to. */
export interface LoadedConfig {
  readonly config: SluiceConfig;
  readonly directory: string;
  readonly file: string | null;
}

/**
 * Reads `sluice.config.{ts,js,mjs,json,yaml}` of the working directory, or the file named; directories above are not searched.
 *
 * @throws {SluiceError} `CONFIG_INVALID`, naming the file, each field, what was expected and what was received.
 */
export async function loadConfig(cwd: string, named: string | undefined): Promise<LoadedConfig> {
  const texts = new Map<string, string>();
  const search = lilconfig("sluice", { searchPlaces: NAMES, stopDir: cwd, loaders: loadersInto(texts), cache: false });
  const file = named === undefined ? null : resolve(cwd, named);
  if (file === null) await refuseSeveral(cwd);
  const found = await (file === null ? search.search(cwd) : search.load(file)).catch((error: unknown) => {
    throw SluiceError.is(error) ? error : invalid(file ?? cwd, errorMessageOf(error), error);
  });
  if (found === null || found.isEmpty === true) return { config: {}, directory: cwd, file: null };
  return { config: check(found.config, found.filepath, texts.get(found.filepath)), directory: dirname(found.filepath), file: found.filepath };
}

/** Of two files one would be read, and nobody would know which. */
async function refuseSeveral(cwd: string): Promise<void> {
  const found = (await readdir(cwd).catch(() => [])).filter((name) => NAMES.includes(name));
  if (found.length > 1) throw invalid(cwd, `expected one file, received ${found.join(" and ")}; --config names the one to use`);
}

/** @param text What the file holds, if lines can be found in it. */
function check(value: unknown, file: string, text: string | undefined): SluiceConfig {
  const result = configSchema.safeParse(value);
  if (result.success) return value as SluiceConfig; // checked on the line above; the schema changes nothing
  const lineOf = text === undefined ? () => null : linesOf(text);
  const problems = describeIssues(result.error, value, (path) => {
    const line = lineOf(path);
    return `${path.length === 0 ? "the configuration" : path.join(".")}${line === null ? "" : ` (line ${line})`}`;
  }, (path, key) => closestName(key, optionNames(configSchema, path)));
  throw invalid(file, problems.join("; "), result.error);
}

/** @param texts Where the content of files goes that are text. */
function loadersInto(texts: Map<string, string>): Loaders {
  const textBy = (parse: (text: string) => unknown) => (file: string, content: string) => {
    texts.set(file, withoutMark(content));
    return parseText(file, content, parse);
  };
  return {
    ".ts": importDefault,
    ".js": importDefault,
    ".mjs": importDefault,
    ".json": textBy(parseJson),
    ".yaml": textBy(parseYaml),
    ".yml": textBy(parseYaml),
    noExt: (file) => {
      throw invalid(file, `the name must end with ${NAMES.map((name) => extname(name)).join(", ")}`);
    },
  };
}

function withoutMark(content: string): string {
  return content.replace(/^\ufeff/, "");
}

async function importDefault(file: string): Promise<unknown> {
  try {
    const module = (await import(pathToFileURL(file).href)) as { default?: unknown }; // any module may lack one
    return module.default;
  } catch (error) {
    throw invalid(file, `it cannot be imported: ${errorMessageOf(error)}${await placeInModule(file, error)}`, error);
  }
}

function parseText(file: string, content: string, parse: (text: string) => unknown): unknown {
  const bytes = Buffer.byteLength(content);
  if (bytes > MAX_BYTES) throw invalid(file, `at most ${MAX_BYTES} bytes are allowed, received ${bytes}`);
  try {
    return parse(withoutMark(content));
  } catch (error) {
    throw invalid(file, errorMessageOf(error), error);
  }
}

function invalid(file: string, problem: string, cause?: unknown): SluiceError {
  return new SluiceError(`Cannot use the configuration ${file}: ${problem}`, { code: "CONFIG_INVALID", context: { file }, cause });
}
