import { type AnyAdapter, errorMessageOf, Redactor } from "@sluice/core-events";
import type { Flags } from "../config/flags-to-config.js";
import { loadConfig } from "../config/load-config.js";
import { EXIT_CODES } from "../exit-codes.js";
import { escapeControls } from "../output/escape-controls.js";
import { describePolicy } from "../policy/describe-policy.js";
import { namedPolicies } from "../policy/load-policy.js";
import type { Session } from "../session.js";
import { resolveParameters } from "../settings/secret-parameters.js";
import { ADAPTER_NAMES } from "../source/adapter-names.js";
import { knownAdapter } from "../source/adapter-registry.js";
import { type ChosenModule, declaredModules, moduleAt } from "../source/choose-module.js";
import { inputParameterOf } from "../source/input-parameter-of.js";
import { moduleFlags } from "../source/module-flags.js";
import { openAdapterModule } from "../source/open-adapter-module.js";
import { type AdapterParameter, schemaParameters } from "../source/schema-parameters.js";

/** What `sluice adapters --json` prints of one adapter. */
interface AdapterListing {
  readonly name: string;
  readonly description: string;
  readonly inputParameter: string | null;
  readonly parameters: readonly AdapterParameter[];
  /** Where it comes from; `null` for those that the command line brings. */
  readonly module: string | null;
  /** Why it cannot be used. */
  readonly problem?: string;
}

/** `sluice adapters`: what can be ingested, with which parameters, and by which policies. One that cannot be loaded says why; exit code 1 then. */
export async function listAdapters(flags: Flags, { io }: Session): Promise<number> {
  const config = await loadConfig(io.cwd, typeof flags["config"] === "string" ? flags["config"] : undefined);
  const named = moduleFlags(flags).map((specifier): ChosenModule => ({ module: moduleAt(specifier, io.cwd), wanted: null, alias: null }));
  const modules = [...declaredModules(config), ...named];
  const listings = await Promise.all([...ADAPTER_NAMES.map(builtIn), ...modules.map((chosen) => fromModule(chosen, io.env))]);
  io.stdout.write(flags["json"] === true ? `${JSON.stringify(listings, null, 2)}\n` : [...listings.map(describe), policies()].join("\n"));
  return listings.some(({ problem }) => problem !== undefined) ? EXIT_CODES.failed : EXIT_CODES.ok;
}

function builtIn(name: string): Promise<AdapterListing> {
  const { load, inputParameter } = knownAdapter(name);
  return listingOf({ name, module: null }, async () => ({ adapter: await load({}), inputParameter }));
}

function fromModule({ module, alias }: ChosenModule, env: Session["io"]["env"]): Promise<AdapterListing> {
  return listingOf({ name: alias, module: module.specifier }, async () => {
    const { parameters: options, secrets } = resolveParameters(module.options, env);
    const { adapter } = await openAdapterModule(module, { http: {}, options }).catch((error: unknown) => {
      throw new Error(new Redactor(secrets).text(errorMessageOf(error)), { cause: error });
    });
    return { adapter, inputParameter: inputParameterOf(adapter) };
  });
}

interface Listed {
  readonly adapter: AnyAdapter;
  readonly inputParameter: string | null;
}

async function listingOf({ name, module }: { readonly name: string | null; readonly module: string | null }, load: () => Promise<Listed>): Promise<AdapterListing> {
  try {
    const { adapter, inputParameter } = await load();
    return { name: name ?? adapter.name, description: adapter.description ?? "", inputParameter, parameters: schemaParameters(adapter), module };
  } catch (error) {
    return { name: name ?? module ?? "", description: "", inputParameter: null, parameters: [], module, problem: errorMessageOf(error) };
  }
}

function describe({ name, description, inputParameter, parameters, module, problem }: AdapterListing): string {
  const usage = inputParameter === null ? name : `${name} <${inputParameter}>`;
  const width = Math.max(0, ...parameters.map((parameter) => parameter.name.length));
  const about = [description, ...(module === null ? [] : [`from ${module}`])].filter((part) => part !== "").map((part) => `  ${part}`);
  const lines = parameters.map((parameter) => `    ${parameter.name.padEnd(width)}  ${notes(parameter)}`.trimEnd());
  const trouble = problem === undefined ? [] : [`  cannot be used: ${problem}`];
  return `${[usage, ...about, ...lines, ...trouble].map(escapeControls).join("\n")}\n`;
}

/** What `--policy` may name without a file. */
function policies(): string {
  const known = [...namedPolicies()];
  const width = Math.max(...known.map(([name]) => name.length));
  const lines = known.map(([name, policy]) => `    ${name.padEnd(width)}  ${describePolicy(policy)}`);
  return `${["--policy <policy>, for adapters that fetch over HTTP", ...lines, `    ${"FILE.yaml".padEnd(width)}  your own: FILE.yaml#NAME where it holds several`].join("\n")}\n`;
}

function notes(parameter: AdapterParameter): string {
  const fallback = "default" in parameter ? `(default ${JSON.stringify(parameter.default)})` : parameter.isRequired ? "(required)" : "";
  return [parameter.description, fallback].filter((part) => part !== "").join(" ");
}
