import { type AnyAdapter, errorMessageOf, type JsonValue, SluiceError } from "@sluice/core-events";
import { adapterExport } from "./adapter-export.js";
import type { AdapterModule } from "./adapter-module.js";
import type { AdapterOptions } from "./adapter-options.js";
import { adapterProblems, asAdapter } from "./adapter-problems.js";
import { isModulePath } from "./module-specifier.js";
import { resolveModule } from "./resolve-module.js";

/** An adapter made from a module, and the export it comes from. */
export interface OpenedModule {
  readonly adapter: AnyAdapter;
  readonly export: string;
}

/** What {@link openAdapterModule} makes the adapter with. */
export interface OpenModuleOptions {
  /** The name of the adapter that is looked for, where the module may have several. */
  readonly wanted?: string | null;
  /** The HTTP settings of the run; the module's own options come first. */
  readonly http: AdapterOptions;
  /** The module's own options, with variables replaced. */
  readonly options: Readonly<Record<string, JsonValue>>;
}

/**
 * Imports a module, which runs its code, and makes the adapter that it exports; TypeScript is run as it is. A factory is called
 * with the options, an adapter that takes none is used as it is.
 *
 * @throws {SluiceError} `CONFIG_INVALID` that names module and export, and what was expected and found.
 */
export async function openAdapterModule(module: AdapterModule, { wanted = null, http, options }: OpenModuleOptions): Promise<OpenedModule> {
  const { specifier } = module;
  const namespace = await importModule(module);
  const found = adapterExport(namespace, { specifier, export: module.export, adapter: wanted });
  const made = await make(found.value, { ...http, ...options }, (problem, cause) => invalid(specifier, found.name, problem, cause));
  const problems = adapterProblems(made);
  if (problems.length > 0) throw invalid(specifier, found.name, problems.join("; "));
  const adapter = asAdapter(made);
  if (wanted !== null && adapter.name !== wanted) throw invalid(specifier, found.name, `expected the adapter ${wanted}, received one called ${adapter.name}`);
  return { adapter, export: found.name };
}

type Complain = (problem: string, cause?: unknown) => SluiceError;

async function make(value: unknown, options: Readonly<Record<string, unknown>>, complain: Complain): Promise<unknown> {
  if (typeof value !== "function") {
    const unused = Object.keys(options).filter((name) => name !== "retry" && !(name === "timeoutMs" && "policy" in options)); // the run retries by itself; a policy is named once
    if (unused.length === 0) return value;
    throw complain(`it is an adapter and takes no options, expected a function that makes one, received the options ${unused.join(", ")}`);
  }
  try {
    return await (value as (options: unknown) => unknown)(options); // checked above; what it gives is checked by the caller
  } catch (error) {
    throw complain(`it cannot be made: ${errorMessageOf(error)}`, error);
  }
}

async function importModule({ specifier, from }: AdapterModule): Promise<object> {
  const url = find(specifier, from);
  try {
    return (await import(url)) as object;
  } catch (error) {
    throw new SluiceError(`Cannot import the adapter module ${specifier}: ${errorMessageOf(error)}`, { code: "CONFIG_INVALID", context: { module: specifier }, cause: error });
  }
}

function find(specifier: string, from: string): string {
  try {
    return resolveModule(specifier, from);
  } catch (error) {
    const hint = isModulePath(specifier) ? "" : ` (looked up from ${from}, where npm install ${specifier} may be missing)`;
    const message = `Cannot find the adapter module ${specifier}: ${errorMessageOf(error)}${hint}`;
    throw new SluiceError(message, { code: "CONFIG_INVALID", context: { module: specifier, from }, cause: error });
  }
}

function invalid(specifier: string, exported: string, problem: string, cause?: unknown): SluiceError {
  const message = `Cannot use the adapter module ${specifier}, export ${exported}: ${problem}`;
  return new SluiceError(message, { code: "CONFIG_INVALID", context: { module: specifier, export: exported, found: problem }, cause });
}
