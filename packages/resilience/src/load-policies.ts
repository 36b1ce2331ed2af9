import { SluiceError } from "@sluice/core-events";
import * as z from "zod";
import { readSafeYaml, type YamlProblem } from "./read-safe-yaml.js";
import { type ResiliencePolicy, resiliencePolicySchema } from "./resilience-policy.js";

const fileSchema = z.strictObject({
  policies: z.record(z.string().regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, "expected lower-case words joined by hyphens"), resiliencePolicySchema),
});

/**
 * Reads named resilience policies from YAML. The text is taken for hostile: at most 256 KiB, 64 levels and 32 aliases, one document,
 * no custom tags, no merge keys, no key twice.
 *
 * @throws {SluiceError} `CONFIG_INVALID`; `context.problems` holds every problem with its line.
 * @example
 * ```ts
 * const policies = loadPolicies("policies:\n  mine:\n    retry: { maxAttempts: 2, backoff: none }\n    timeoutMs: 5000\n");
 * assert.equal(policyNamed("mine", policies).timeoutMs, 5000);
 * ```
 */
export function loadPolicies(yamlText: string): ReadonlyMap<string, ResiliencePolicy> {
  const { value, problems, lineOf } = readSafeYaml(yamlText);
  if (problems.length > 0) throw invalid(problems);
  const parsed = fileSchema.safeParse(value);
  if (parsed.success) return new Map(Object.entries(parsed.data.policies));
  throw invalid(parsed.error.issues.map(({ path, message }) => ({ line: lineOf(path), message: `${path.join(".") || "the file"}: ${message}` })));
}

function invalid(problems: readonly YamlProblem[]): SluiceError {
  const shown = problems.slice(0, 20).map(({ line, message }) => `line ${line}: ${message}`);
  const more = problems.length > shown.length ? [`${problems.length - shown.length} more`] : [];
  const message = `Cannot load resilience policies: ${[...shown, ...more].join("; ")}`;
  return new SluiceError(message, { code: "CONFIG_INVALID", context: { problems: problems.slice(0, 100) } });
}
