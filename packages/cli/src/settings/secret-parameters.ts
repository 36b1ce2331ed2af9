import { collectSecrets, isSecretName, type JsonValue, REDACTED, redactParameters } from "@sluice/core-events";
import { UsageError } from "../usage-error.js";

type Parameters = Readonly<Record<string, JsonValue>>;

const REFERENCE = /^env:([A-Za-z_][A-Za-z0-9_]*)$/;

/** Parameters ready for a run, and every secret among them, in an order that depends on the parameters' names alone. */
export interface ResolvedParameters {
  readonly parameters: Parameters;
  readonly secrets: readonly string[];
}

/**
 * Replaces each `env:NAME` by the value of that variable. Whatever comes from the environment counts as secret.
 *
 * @throws {UsageError} If a variable is not set, or a secret is missing because it was never stored.
 */
export function resolveParameters(parameters: Parameters, env: Readonly<Record<string, string | undefined>>): ResolvedParameters {
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

function fromEnvironment(name: string, variable: string, env: Readonly<Record<string, string | undefined>>): string {
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

function referenceIn(value: JsonValue): string | null {
  return typeof value === "string" ? (REFERENCE.exec(value)?.[1] ?? null) : null;
}

function refuseRedacted(name: string, value: JsonValue): JsonValue {
  if (!JSON.stringify(value).includes(REDACTED)) return value;
  throw new UsageError(
    `Cannot set parameter ${name}: its value is a secret, which is not stored; expected it again as --param ${name}=… or, better, --param ${name}=env:NAME`,
  );
}
