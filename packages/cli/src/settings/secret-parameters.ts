import { collectSecrets, isSecretName, type JsonValue, REDACTED, redactParameters } from "@sluice/core-events";
import { UsageError } from "../usage-error.js";
import { resolveTargets } from "../targets/resolve-targets.js";
import type { Target } from "../targets/target.js";
import type { RunSettings } from "./run-settings.js";

type Parameters = Readonly<Record<string, JsonValue>>;
type Environment = Readonly<Record<string, string | undefined>>;

const REFERENCE = /^env:([A-Za-z_][A-Za-z0-9_]*)$/;

/** Parameters ready for a run, and every secret among them, in an order that depends on the parameters' names alone. */
interface Resolved {
  readonly parameters: Parameters;
  readonly secrets: readonly string[];
}

/** What a run is made with, its secrets in place; `secrets` are those of both. */
export interface ResolvedParameters extends Resolved {
  /** What the module of an adapter is called with; empty for an adapter of ours. */
  readonly adapterOptions: Parameters;
  /** Where documents go. */
  readonly sinks: readonly Target[];
}

/** Replaces the references in the parameters of a run, in the options of its adapter and in its sinks. */
export function resolveSecrets({ parameters, adapterModule, sinks }: Pick<RunSettings, "parameters" | "adapterModule" | "sinks">, env: Environment): ResolvedParameters {
  const run = resolveParameters(parameters, env);
  const own = resolveParameters(adapterModule?.options ?? {}, env);
  const targets = resolveTargets(sinks, env);
  return { parameters: run.parameters, adapterOptions: own.parameters, sinks: targets.sinks, secrets: [...run.secrets, ...own.secrets, ...targets.secrets] };
}

/**
 * Replaces each `env:NAME` by the value of that variable. Whatever comes from the environment counts as secret.
 *
 * @throws {UsageError} If a variable is not set, or a secret is missing because it was never stored.
 */
export function resolveParameters(parameters: Parameters, env: Environment): Resolved {
  const secrets: string[] = [];
  const names = Object.keys(parameters).sort(); // the same order in every attempt of a run
  const resolved = names.map((name) => {
    const value = parameters[name] ?? null;
    const variable = referenceIn(value);
    const complete = variable === null ? refuseRedacted(name, value) : fromEnvironment(name, variable, env);
    secrets.push(...(variable === null ? collectSecrets({ [name]: complete }) : [complete as string])); // a variable is text
    return [name, complete] as const;
  });
  return { parameters: Object.fromEntries(resolved), secrets };
}

function fromEnvironment(name: string, variable: string, env: Environment): string {
  const value = env[variable];
  if (value !== undefined) return value;
  throw new UsageError(`Cannot set parameter ${name}: expected the environment variable ${variable}, received none`);
}

/** Parameters as they may be stored: references stay, secrets given literally are replaced. */
export function storableParameters(parameters: Parameters): Parameters {
  const storable = Object.entries(parameters).map(([name, value]) => {
    if (referenceIn(value) !== null) return [name, value] as const;
    return [name, isSecretName(name) ? REDACTED : redactParameters(value)] as const;
  });
  return Object.fromEntries(storable);
}

/** Whether a parameter holds the gap that {@link storableParameters} leaves in place of a secret. */
export function lacksSecrets({ parameters }: Pick<RunSettings, "parameters">): boolean {
  return Object.values(parameters).some(isRedacted);
}

function isRedacted(value: JsonValue): boolean {
  return JSON.stringify(value).includes(REDACTED);
}

function referenceIn(value: JsonValue): string | null {
  return typeof value === "string" ? (REFERENCE.exec(value)?.[1] ?? null) : null;
}

function refuseRedacted(name: string, value: JsonValue): JsonValue {
  if (!isRedacted(value)) return value;
  throw new UsageError(
    `Cannot set parameter ${name}: its value is a secret, which is not stored; expected it again as --param ${name}=… or, better, --param ${name}=env:NAME`,
  );
}
