import { SluiceError } from "@sluice/core-events";
import type { DeclaredAdapter, SluiceConfig } from "../config/config-schema.js";
import type { LoadedConfig } from "../config/load-config.js";
import { UsageError } from "../usage-error.js";
import { storableParameters } from "../settings/secret-parameters.js";
import { isBuiltIn } from "./adapter-names.js";
import type { AdapterModule } from "./adapter-module.js";
import { unknownAdapter } from "./adapter-registry.js";
import { absoluteSpecifier, isModuleSpecifier } from "./module-specifier.js";

/** A module that the user has named. */
export interface ChosenModule {
  readonly module: AdapterModule;
  /** What its adapter must be called, if the user has said so. */
  readonly wanted: string | null;
  /** The name under which it was declared; `null` for one named directly. */
  readonly alias: string | null;
}

/** Where the user may name a module. */
export interface ModuleSources {
  readonly file: LoadedConfig;
  readonly flags: SluiceConfig;
  /** What `--adapter-module` says. */
  readonly named: string | undefined;
  readonly cwd: string;
}

/**
 * The module that a run's adapter comes from; `null` for one that the command line brings. Paths and packages are looked up
 * from where they are written: the working directory, or that of the configuration file.
 *
 * @throws {SluiceError} `CONFIG_INVALID` if a declared name is that of a built-in adapter.
 * @throws {UsageError} If nobody has the name.
 */
export function chooseModule({ file, flags, named, cwd }: ModuleSources): ChosenModule | null {
  const declared = declaredModules(file);
  const adapter = flags.adapter ?? file.config.adapter;
  if (named !== undefined) return { module: moduleAt(named, cwd), wanted: flags.adapter ?? null, alias: null };
  if (adapter === undefined || isBuiltIn(adapter)) return null;
  const byName = declared.find(({ alias }) => alias === adapter);
  if (byName !== undefined) return byName;
  if (!isModuleSpecifier(adapter)) throw unknownAdapter(adapter, declared.map(({ alias }) => alias));
  return { module: moduleAt(adapter, flags.adapter === undefined ? file.directory : cwd), wanted: null, alias: null };
}

/** Every adapter that a configuration file declares. */
export function declaredModules({ config, directory, file }: LoadedConfig): (ChosenModule & { readonly alias: string })[] {
  return Object.entries(config.adapters ?? {}).map(([alias, declared]) => {
    if (isBuiltIn(alias)) {
      const message = `Cannot use the configuration ${file}: adapters.${alias}: the name is that of a built-in adapter, which comes first; expected another one`;
      throw new SluiceError(message, { code: "CONFIG_INVALID", context: { file, adapter: alias } });
    }
    return { module: moduleOf(alias, declared, directory), wanted: null, alias };
  });
}

/** A module named by nothing but its path or package. */
export function moduleAt(specifier: string, directory: string): AdapterModule {
  return { specifier: absoluteSpecifier(specifier, directory), from: directory, export: null, options: {} };
}

function moduleOf(alias: string, declared: DeclaredAdapter, directory: string): AdapterModule {
  if (typeof declared === "string") return moduleAt(declared, directory);
  const { module, export: exported = null, options = {} } = declared;
  refuseLiteralSecrets(alias, options);
  return { ...moduleAt(module, directory), export: exported, options };
}

/** Options are stored for the next attempt and, unlike parameters, cannot be given again on the command line. */
function refuseLiteralSecrets(alias: string, options: AdapterModule["options"]): void {
  const storable = storableParameters(options);
  const secret = Object.keys(options).find((name) => JSON.stringify(options[name]) !== JSON.stringify(storable[name]));
  if (secret === undefined) return;
  throw new UsageError(`Cannot use the option ${secret} of the adapter ${alias}: it holds a secret, which is not stored; expected "env:NAME"`);
}
