import { readFileSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { errorMessageOf } from "@sluice/core-events";
import { loadPolicies, NAMED_POLICIES_YAML, type ResiliencePolicy, resiliencePolicySchema } from "@sluice/resilience";
import { closestName } from "../config/closest-name.js";
import { UsageError } from "../usage-error.js";
import { type PolicyReference, policyReference, referenceText } from "./policy-reference.js";
import type { PolicyConfig } from "./policy-schema.js";
import type { PolicySettings } from "./policy-settings.js";

const MAX_BYTES = 1024 * 1024;

/** The policies that come along, by name. */
export function namedPolicies(): ReadonlyMap<string, ResiliencePolicy> {
  return loadPolicies(NAMED_POLICIES_YAML);
}

/**
 * Makes the policy of a run out of what the configuration or the command line says.
 *
 * @param directory What the path of a file is relative to.
 * @throws {UsageError} If there is no policy of that name, or no such file.
 * @throws {SluiceError} `CONFIG_INVALID` if the file holds something else; each problem with its line.
 */
export function loadPolicy(given: PolicyConfig, directory: string): PolicySettings {
  if (typeof given !== "string") return { name: null, policy: resiliencePolicySchema.parse(given) }; // checked where it came from; this fills in the defaults
  const reference = policyReference(given);
  if (reference !== null) return inFile({ ...reference, file: resolve(directory, reference.file) });
  const known = namedPolicies();
  const policy = known.get(given);
  if (policy !== undefined) return { name: given, policy };
  const names = [...known.keys()];
  throw new UsageError(`Cannot use the policy: expected one of ${names.join(", ")}, or a file of policies (FILE.yaml, FILE.yaml#NAME), received ${JSON.stringify(given)}${closestName(given, names)}`);
}

function inFile({ file, name }: PolicyReference): PolicySettings {
  const policies = loadPolicies(textOf(file), { file });
  const names = [...policies.keys()];
  const chosen = name ?? (names.length === 1 ? names[0] : undefined);
  const policy = chosen === undefined ? undefined : policies.get(chosen);
  if (chosen !== undefined && policy !== undefined) return { name: referenceText({ file, name: chosen }), policy };
  const expected = names.length === 0 ? "at least one policy in it" : `${file}#NAME with one of ${names.join(", ")}`;
  const received = names.length === 0 ? "none" : name === null ? "no name" : `${JSON.stringify(name)}${closestName(name, names)}`;
  throw new UsageError(`Cannot use a policy of ${file}: expected ${expected}, received ${received}`);
}

function textOf(file: string): string {
  try {
    const { size } = statSync(file);
    if (size > MAX_BYTES) throw new Error(`expected at most ${MAX_BYTES} bytes, received ${size}`);
    return readFileSync(file, "utf8").replace(/^\ufeff/, "");
  } catch (cause) {
    throw new UsageError(`Cannot read the policies in ${file}: ${errorMessageOf(cause)}`, { cause });
  }
}
