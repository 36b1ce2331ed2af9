import { expect, test } from "vitest";
import { loadPolicies } from "./load-policies.js";
import { NAMED_POLICIES_YAML } from "./named-policies-yaml.js";
import { policyNamed } from "./policy-named.js";

const invalid = (line: number): unknown =>
  expect.objectContaining({ code: "CONFIG_INVALID", message: expect.stringContaining(`line ${line}: `) as string });

test("default retries three times with exponential backoff and jitter, within 30 s each", () => {
  expect(policyNamed("default")).toEqual({
    retry: { maxAttempts: 4, initialDelayMs: 250, maxDelayMs: 30_000, factor: 2, backoff: "exponential", jitter: "equal" },
    timeoutMs: 30_000,
  });
});

test("gpu-bound retries once without a wait, within 60 s, behind a circuit breaker", () => {
  expect(policyNamed("gpu-bound")).toMatchObject({
    retry: { maxAttempts: 2, backoff: "none" },
    timeoutMs: 60_000,
    circuitBreaker: { failures: 5, resetMs: 60_000 },
  });
});

test("polite-api retries ten times with linear backoff, within 10 s each, five times a second", () => {
  expect(policyNamed("polite-api")).toMatchObject({ retry: { maxAttempts: 11, backoff: "linear" }, timeoutMs: 10_000, rateLimit: { perSecond: 5, burst: 1 } });
});

test("a policy that does not exist is refused with those that do", () => {
  expect(() => policyNamed("gpu")).toThrow(new RangeError('Cannot use resilience policy: expected one of default, gpu-bound, polite-api, received "gpu"'));
});

test("policies of one's own are named in the same way", () => {
  const policies = loadPolicies("policies:\n  mine:\n    timeoutMs: 500\n    concurrency: 2\n");
  expect(policyNamed("mine", policies)).toMatchObject({ timeoutMs: 500, concurrency: 2, retry: { maxAttempts: 4 } });
});

test("the file that a text comes from is named in what is wrong with it", () => {
  const refusal = { message: expect.stringMatching(/^Cannot load resilience policies from slow\.yaml: line 1: /) as string, context: expect.objectContaining({ file: "slow.yaml" }) as object };
  expect(() => loadPolicies("- a\n", { file: "slow.yaml" })).toThrow(expect.objectContaining(refusal));
  expect(() => loadPolicies("policies: [\n", { file: "slow.yaml" })).toThrow(expect.objectContaining({ ...refusal, message: expect.stringContaining("from slow.yaml: line ") as string }));
});

test("an anchor may be used a few times", () => {
  const text = "policies:\n  a: &base\n    timeoutMs: 500\n  b: *base\n";
  expect([...loadPolicies(text).values()].map(({ timeoutMs }) => timeoutMs)).toEqual([500, 500]);
});

test("every problem is named with its line", () => {
  const text = "policies:\n  mine:\n    timeoutMs: fast\n    retries: 3\n  other:\n    retry:\n      maxAttempts: 0\n";
  expect(() => loadPolicies(text)).toThrow(expect.objectContaining({ message: expect.stringMatching(/line 3: policies\.mine\.timeoutMs: .*line 7: policies\.other\.retry\.maxAttempts: /) as string }));
});

test("problems come in the order of their lines, each with its own", () => {
  const text = "policies:\n  mine:\n    concurrency: 2\n    retries: 3\n    retry:\n      backoff: cubic\n    timeoutMs: 30s\n    rate_limit: 5\n  Not a name: {}\nextra: 1\n";
  expect(() => loadPolicies(text)).toThrow(
    expect.objectContaining({
      message: [
        "Cannot load resilience policies: line 4: policies.mine.retries: expected no such key",
        'line 6: policies.mine.retry.backoff: Invalid option: expected one of "exponential"|"linear"|"none"',
        "line 7: policies.mine.timeoutMs: Invalid input: expected number, received string",
        "line 8: policies.mine.rate_limit: expected no such key",
        "line 9: policies.Not a name: expected lower-case words joined by hyphens",
        "line 10: extra: expected no such key",
      ].join("; "),
    }),
  );
});

test.each([
  ["a syntax error", "policies:\n  a: [1, 2\n", 3],
  ["no policies", "", 1],
  ["a list", "- a\n", 1],
  ["a duplicate key", "policies:\n  a: {}\n  a: {}\n", 3],
  ["a duplicate key in braces", 'policies:\n  a: { retry: {}, "retry": {} }\n', 2],
  ["a duplicate key as number and text", "policies:\n  1: {}\n  \"1\": {}\n", 3],
  ["a custom tag", "policies:\n  a: !!js/function 'x'\n", 2],
  ["a binary", "policies:\n  a: !!binary AAAA\n", 2],
  ["a merge key", "policies:\n  a:\n    <<: {}\n", 3],
  ["__proto__", "policies:\n  __proto__: {}\n", 2],
  ["a name that is none", "policies:\n  Mine!: {}\n", 2],
  ["a second document", "policies: {}\n---\npolicies: {}\n", 2],
  ["an unresolved alias", "policies:\n  a: *b\n", 1],
  ["an alias of what it stands in", "policies: &a\n  a: *a\n", 2],
])("H1: %s is refused with its line", (_what, text, line) => {
  expect(() => loadPolicies(text)).toThrow(invalid(line));
});

const bomb = ["a: &a [x,x,x,x,x,x,x,x,x]", ..."bcdefghij".split("").map((name, n) => `${name}: &${name} [${Array(9).fill(`*${"abcdefghij"[n]}`).join(",")}]`)];

test.each([
  ["an alias bomb", bomb.join("\n")],
  ["20,000 merges of nothing", `a: &a {}\nb:\n  <<: [${Array(20_000).fill("*a").join(",")}]\n`],
  ["brackets 10,000 deep", "[".repeat(10_000)],
  ["closed brackets 10,000 deep", "[".repeat(10_000) + "]".repeat(10_000)],
  ["dashes 10,000 deep", `${"- ".repeat(10_000)}x`],
  ["indentation 1,000 deep", Array.from({ length: 500 }, (_, n) => `${" ".repeat(n)}a:`).join("\n")],
  ["keys 10,000 deep on one line", `${"? ".repeat(10_000)}x`],
  ["50 MB", `policies:\n  a: ${"x".repeat(50_000_000)}`],
  ["20,000 errors", "a: b: c\n".repeat(20_000)],
  ["30,000 keys", Array.from({ length: 30_000 }, (_, n) => `a${n}:\n`).join("")],
  ["9,000 policies of unknown keys", `policies:\n${Array.from({ length: 9_000 }, (_, n) => `  a${n}: {x: 1, y: 2}\n`).join("")}`],
])("H1: %s is refused within a second", (_what, text) => {
  const start = performance.now();
  expect(() => loadPolicies(text)).toThrow(expect.objectContaining({ code: "CONFIG_INVALID" }) as Error);
  expect(performance.now() - start).toBeLessThan(1_000);
});

test("the prototype of all objects stays as it is", () => {
  expect(() => loadPolicies("policies:\n  a:\n    __proto__: { polluted: true }\n")).toThrow(invalid(3));
  expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
});

test("the text that comes with the package can be copied and changed", () => {
  expect([...loadPolicies(NAMED_POLICIES_YAML).keys()]).toEqual(["default", "gpu-bound", "polite-api"]);
});
