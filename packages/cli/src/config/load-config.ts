import { dirname, extname, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { errorMessageOf, SluiceError } from "@sluice/core-events";
import { type Loaders, lilconfig } from "lilconfig";
import { type SluiceConfig, configSchema } from "./config-schema.js";
import { describeIssues } from "./describe-issues.js";
import { parseYaml } from "./parse-yaml.js";

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
  const search = lilconfig("sluice", { searchPlaces: NAMES, stopDir: cwd, loaders, cache: false });
  const file = named === undefined ? null : resolve(cwd, named);
  const found = await (file === null ? search.search(cwd) : search.load(file)).catch((error: unknown) => {
    throw SluiceError.is(error) ? error : invalid(file ?? cwd, errorMessageOf(error), error);
  });
  if (found === null || found.isEmpty === true) return { config: {}, directory: cwd, file: null };
  return { config: check(found.config, found.filepath), directory: dirname(found.filepath), file: found.filepath };
}

function check(value: unknown, file: string): SluiceConfig {
  const result = configSchema.safeParse(value);
  if (result.success) return value as SluiceConfig; // checked on the line above; the schema changes nothing
  const problems = describeIssues(result.error, value, (path) => (path.length === 0 ? "the configuration" : path.join(".")));
  throw invalid(file, problems.join("; "), result.error);
}

const loaders: Loaders = {
  ".ts": importDefault,
  ".js": importDefault,
  ".mjs": importDefault,
  ".json": (file, content) => parseText(file, content, JSON.parse),
  ".yaml": (file, content) => parseText(file, content, parseYaml),
  ".yml": (file, content) => parseText(file, content, parseYaml),
  noExt: (file) => {
    throw invalid(file, `the name must end with ${NAMES.map((name) => extname(name)).join(", ")}`);
  },
};

async function importDefault(file: string): Promise<unknown> {
  try {
    const module = (await import(pathToFileURL(file).href)) as { default?: unknown }; // any module may lack one
    return module.default;
  } catch (error) {
    throw invalid(file, `it cannot be imported: ${errorMessageOf(error)}`, error);
  }
}

function parseText(file: string, content: string, parse: (text: string) => unknown): unknown {
  const bytes = Buffer.byteLength(content);
  if (bytes > MAX_BYTES) throw invalid(file, `at most ${MAX_BYTES} bytes are allowed, received ${bytes}`);
  try {
    return parse(content.replace(/^\ufeff/, ""));
  } catch (error) {
    throw invalid(file, errorMessageOf(error), error);
  }
}

function invalid(file: string, problem: string, cause?: unknown): SluiceError {
  return new SluiceError(`Cannot use the configuration ${file}: ${problem}`, { code: "CONFIG_INVALID", context: { file }, cause });
}
