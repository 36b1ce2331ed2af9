import { type AnyAdapter, isSecretName, type JsonValue, redactParameters, SluiceError, type StoredCheckpoint } from "@sluice/core-events";

/** What a run is told apart by: what it reads, with which parameters, under which configuration. */
export type Fingerprint = StoredCheckpoint["fingerprint"];

/** One field in which two fingerprints differ; `null` where a side lacks it. */
export interface FingerprintDifference {
  readonly field: string;
  readonly expected: JsonValue;
  readonly actual: JsonValue;
}

/** Names every part of a run that must be the same on resume. Secrets are left out, at any
 * depth: a new key does not make another run. */
export async function fingerprintOf(adapter: AnyAdapter, parameters: unknown, configuration: Readonly<Record<string, JsonValue>>): Promise<Fingerprint> {
  const source = (await adapter.fingerprint?.(parameters)) ?? {};
  return {
    adapter: adapter.name,
    ...prefixed("parameters", redactParameters(plain(parameters))),
    ...prefixed("source", source),
    ...prefixed("configuration", configuration),
  };
}

/**
 * Refuses a checkpoint that belongs to another run.
 * @throws {SluiceError} `CHECKPOINT_MISMATCH` that lists each differing field.
 */
export function requireSameFingerprint(stored: Fingerprint, current: Fingerprint): void {
  const differences = differencesOf(stored, current);
  if (differences.length === 0) return;
  const list = differences.map(({ field, expected, actual }) => `${field} (stored ${show(expected)}, now ${show(actual)})`).join("; ");
  throw new SluiceError(`Cannot resume: the checkpoint belongs to another run, which differs in ${list}`, {
    code: "CHECKPOINT_MISMATCH",
    context: { differences },
  });
}

function differencesOf(stored: Fingerprint, current: Fingerprint): FingerprintDifference[] {
  const fields = [...new Set([...Object.keys(stored), ...Object.keys(current)])];
  return fields
    .filter((field) => show(stored[field] ?? null) !== show(current[field] ?? null))
    .map((field) => ({ field, expected: stored[field] ?? null, actual: current[field] ?? null }));
}

function prefixed(prefix: string, values: Readonly<Record<string, JsonValue>>): Record<string, JsonValue> {
  const entries = Object.entries(values).filter(([name]) => !isSecretName(name));
  return Object.fromEntries(entries.map(([name, value]) => [`${prefix}.${name}`, value]));
}

function plain(parameters: unknown): Record<string, JsonValue> {
  return JSON.parse(JSON.stringify(parameters ?? {})) as Record<string, JsonValue>; // parameters are a JSON object by contract
}

/** Text that is equal for equal values, whatever the order of their keys. */
function show(value: JsonValue): string {
  return JSON.stringify(value, (_key, item: JsonValue) =>
    typeof item === "object" && item !== null && !Array.isArray(item)
      ? Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)))
      : item,
  );
}
