import { expect, test } from "vitest";
import { policyNamed } from "@sluice/resilience";
import { describeStatus, type RunStatus } from "./run-status.js";

const plain: RunStatus = {
  stateDirectory: "/data/out.sluice", status: "stopped", reason: "try_again_later", retryAt: null, adapter: "openalex", completed: 2_000, failed: 1, checkpointAt: null,
  sink: "/data/out.jsonl", sinks: ["/data/out.jsonl"], deadLetters: null, eventLog: null, forwarders: [], policy: null, lock: null, unfinishedRetry: false, next: null,
};
const view = { cwd: "/data", now: new Date("2026-11-22T23:00:00Z") };

test("a run that was told to come back later says when, by this machine's clock and in UTC, and how", () => {
  const text = describeStatus({ ...plain, retryAt: "2026-11-23T00:00:00.000Z", next: "sluice resume --state-dir out.sluice" }, view);
  const local = new Date("2026-11-23T00:00:00Z").toLocaleString("sv-SE", { timeZoneName: "short" });
  expect(text).toContain(`\nretry after   ${local} (2026-11-23T00:00:00.000Z), in 1 h 00 min\n`);
  expect(text).toContain("\nnext          sluice resume --state-dir out.sluice\n");
});

test("a time that has come is said to have", () => {
  expect(describeStatus({ ...plain, retryAt: "2026-11-22T22:00:00.000Z" }, view)).toContain("(2026-11-22T22:00:00.000Z), which has come\n");
});

test("each forwarder shows its consumer, offset and lag", () => {
  const forwarders = [{ consumer: "redis-1", target: "redis://h", offset: 1_000, lag: 7 }, { consumer: "mine", target: null, offset: null, lag: null }];
  expect(describeStatus({ ...plain, forwarders }, view)).toContain("\nforwarder     redis://h (redis-1): offset 1,000, lag 7\nforwarder     mine: position cannot be read\n");
});

test.each([
  ["polite-api", "polite-api: 11 attempts"],
  ["/data/pol.yaml#slow", "pol.yaml#slow: 11 attempts"],
  [null, "of the configuration: 11 attempts"],
])("the policy %s is named and described", (name, expected) => {
  expect(describeStatus({ ...plain, policy: { name, policy: policyNamed("polite-api") } }, view)).toContain(`\npolicy        ${expected}`);
});
