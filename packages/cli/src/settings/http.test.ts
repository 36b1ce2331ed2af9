import { expect, test } from "vitest";
import { adapterOptions } from "../source/adapter-options.js";
import { UsageError } from "../usage-error.js";
import { resolveHttp, retryOf } from "./http.js";
import { overrideSettings } from "./override-settings.js";
import { resolveSettings } from "./resolve-settings.js";

const CONFIG = { adapter: "http-json", input: "https://example.org/", sink: "jsonl:/o.jsonl" };

test("the numbers of --retries and --timeout come before those of the policy, whose backoff and pace stay", () => {
  const options = adapterOptions(resolveHttp({ policy: "polite-api", retries: 2, timeout: 0.5 }, "/"));
  expect(options).toMatchObject({ retry: { maxAttempts: 3, backoff: "linear", initialDelayMs: 1000 }, timeoutMs: 500, policy: { rateLimit: { perSecond: 5 } } });
});

test("a policy alone says how often is tried and how long", () => {
  const options = adapterOptions(resolveHttp({ policy: "polite-api" }, "/"));
  expect(options).toMatchObject({ retry: { maxAttempts: 11 }, timeoutMs: 10_000 });
});

test("without a policy adapter and run go by their own", () => {
  expect(adapterOptions(resolveHttp({}, "/"))).toEqual({});
  expect(retryOf({})).toBeUndefined();
});

test("a later attempt goes by the stored policy unless another is given", () => {
  const stored = resolveSettings({ ...CONFIG, policy: "polite-api", retries: 2 });
  expect(overrideSettings(stored, {}, "/").http).toEqual(stored.http);
  expect(overrideSettings(stored, { policy: "gpu-bound" }, "/").http).toMatchObject({ retries: 2, policy: { name: "gpu-bound", policy: { timeoutMs: 60_000 } } });
});

test.each([{ policy: "default" }, { timeout: 3 }, { allowHosts: ["h"] }])("%o is refused for an adapter that reads files, in a later attempt too", (given) => {
  const files = { adapter: "csv", input: "/a.csv", sink: "jsonl:/o.jsonl" };
  expect(() => resolveSettings({ ...files, ...given })).toThrow(UsageError);
  expect(() => overrideSettings(resolveSettings(files), given, "/")).toThrow("does not apply to it, because it reads files");
});
