import { SluiceError } from "@sluice/core-events";
import * as z from "zod";
import { readSafeYaml, type YamlProblem } from "./read-safe-yaml.js";
import { type ResiliencePolicy, resiliencePolicySchema } from "./resilience-policy.js";

const MAX_PROBLEMS = 100;
const MAX_SHOWN = 20;

const fileSchema = z.strictObject({
  policies: z.record(z.string().regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, "expected lower-case words joined by hyphens"), resiliencePolicySchema),
});

/** What is known of a text with policies. */
export interface LoadPoliciesOptions {
  /** Where it comes from; named in errors. */
  readonly file?: string | undefined;
}

/**
 * Reads named resilience policies from YAML. The text is taken for hostile: at most 256 KiB, 64 levels and 32 aliases, one document,
 * no custom tags, no merge keys, no key twice.
 *
 * @throws {SluiceError} `CONFIG_INVALID`; `context.problems` holds the first 100 problems, each with its line.
 * @example
 * ```ts
 * const policies = loadPolicies("policies:\n  mine:\n    retry: { maxAttempts: 2, backoff: none }\n    timeoutMs: 5000\n");
 * assert.equal(policyNamed("mine", policies).timeoutMs, 5000);
 * ```
 */
export function loadPolicies(yamlText: string, { file }: LoadPoliciesOptions = {}): ReadonlyMap<string, ResiliencePolicy> {
  const { value, problems, lineOf } = readSafeYaml(yamlText);
  if (problems.length > 0) throw invalid(problems, { file });
  const parsed = fileSchema.safeParse(value);
  if (parsed.success) return new Map(Object.entries(parsed.data.policies));
  const places = parsed.error.issues.flatMap(placesOf);
  const first = places.slice(0, MAX_PROBLEMS); // a line is looked for from the start of the file, so thousands of them take long
  const found = first.map(({ path, message }) => ({ line: lineOf(path), message: `${path.join(".") || "the file"}: ${message}` }));
  throw invalid(found, { file, count: places.length });
}

interface Place {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

/** A key that nobody knows stands on a line of its own; what is wrong with one is said by the issue inside. */
function placesOf(issue: z.core.$ZodIssue): readonly Place[] {
  if (issue.code === "unrecognized_keys") return issue.keys.map((key) => ({ path: [...issue.path, key], message: "expected no such key" }));
  if (issue.code === "invalid_key") return issue.issues.map(({ message }) => ({ path: issue.path, message }));
  return [issue];
}

interface Refusal extends LoadPoliciesOptions {
  /** How many problems there are in all. */
  readonly count?: number;
}

function invalid(found: readonly YamlProblem[], { file, count = found.length }: Refusal): SluiceError {
  const problems = found.slice(0, MAX_PROBLEMS).sort((a, b) => a.line - b.line);
  const shown = problems.slice(0, MAX_SHOWN).map(({ line, message }) => `line ${line}: ${message}`);
  const more = count > shown.length ? [`${count - shown.length} more`] : [];
  const [from, context] = file === undefined ? ["", { problems }] : [` from ${file}`, { file, problems }];
  return new SluiceError(`Cannot load resilience policies${from}: ${[...shown, ...more].join("; ")}`, { code: "CONFIG_INVALID", context });
}
