import { describe, expect, test } from "vitest";
import { resolveForward } from "../settings/forward.js";
import { resolveForwards, storableForward } from "./forward-target.js";

const stored = (to: string): string => storableForward(resolveForward(to)[0]!).to;

test.each([
  ["redis://h:1/2#s", "redis://h:1/2#s"],
  ["env:BROKER", "env:BROKER"],
  ["redis://u:s3cr3t@h#s", "redis://u:%5Bredacted%5D@h#s"],
  ["redis://:s3:cr3t@h", "redis://:%5Bredacted%5D@h"],
  ["kafkas://u:s3@cr3t@a:1,b:2/t", "kafkas://u:%5Bredacted%5D@a:1,b:2/t"],
])("P9 of %s is stored %s", (to, expected) => expect([stored(to), stored(stored(to))]).toEqual([expected, expected]));

describe("resolveForwards()", () => {
  const consumerOf = (to: string): string => resolveForwards(resolveForward(to), { B: "redis://u:new@h:1#s" })[0]!.consumer;

  test("names the position after what is written to, whoever logs in, wherever the address stands", () => {
    const name = consumerOf("redis://h:1#s");
    expect(name).toMatch(/^redis-[0-9a-f]{8}$/);
    expect([consumerOf("redis://u:old@h:1#s"), consumerOf("env:B")]).toEqual([name, name]);
    expect(new Set([name, consumerOf("redis://h:1"), consumerOf("redis://h:1/1#s"), consumerOf("kafka://h:1/s")]).size).toBe(4);
  });

  test.each([
    ["a password that was not stored", ["redis://u:%5Bredacted%5D@h"], "its password is a secret, which is not stored"],
    ["a variable that is not set", ["env:NOPE"], "expected the environment variable NOPE, received none"],
    ["a variable that holds no address", ["env:BAD"], "in the environment variable BAD, received another text"],
    ["a variable that names another one", ["env:LOOP"], "received another text"],
    ["one place twice", ["redis://a:x@h", "redis://b:y@h"], "received redis://h twice"],
    ["one name twice", [{ to: "redis://h", name: "n" }, { to: "redis://g", name: "n" }], "received redis://g twice"],
  ])("refuses %s", (_, forward, message) => {
    expect(() => resolveForwards(resolveForward(forward), { BAD: "s3cr3t", LOOP: "env:LOOP" })).toThrow(message);
  });
});

test("what is not said is as before, and false is nothing", () => {
  const before = resolveForward([{ to: "redis://h", types: ["Run*"], waitSeconds: 1 }, "kafka://h"]);
  expect(before).toMatchObject([{ to: "redis://h", types: ["Run*"], name: null, waitSeconds: 1 }, { to: "kafka://h", types: ["*"], waitSeconds: 10 }]);
  expect(resolveForward(undefined, before)).toBe(before);
  expect([resolveForward(false, before), resolveForward(undefined)]).toEqual([[], []]);
});
