import { resolveParameters } from "../settings/secret-parameters.js";
import type { AdapterModule } from "./adapter-module.js";
import type { AdapterOptions } from "./adapter-options.js";
import type { ChosenModule } from "./choose-module.js";
import { inputParameterOf } from "./input-parameter-of.js";
import { openAdapterModule } from "./open-adapter-module.js";

/** What the command line knows of an adapter from a module once that is loaded. */
export interface AdapterPlugin {
  /** How the adapter is called on the command line and in the settings of a run. */
  readonly name: string;
  /** With the export that was found. */
  readonly module: AdapterModule;
  /** The parameter that the inputs of the command line become. */
  readonly inputParameter: string | null;
}

/** What a plugin is loaded with. */
export interface LoadPluginOptions {
  readonly http: AdapterOptions;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Told of the secrets among the options before any code of the module sees them. */
  readonly onSecrets: (secrets: readonly string[]) => void;
}

/** Loads the module of an adapter and looks at it. */
export async function loadPlugin({ module, wanted, alias }: ChosenModule, { http, env, onSecrets }: LoadPluginOptions): Promise<AdapterPlugin> {
  const { parameters: options, secrets } = resolveParameters(module.options, env);
  onSecrets(secrets);
  const { adapter, export: exported } = await openAdapterModule(module, { wanted, http, options });
  return { name: alias ?? adapter.name, module: { ...module, export: exported }, inputParameter: inputParameterOf(adapter) };
}
