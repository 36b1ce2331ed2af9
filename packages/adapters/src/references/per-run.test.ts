import { expect, test } from "vitest";
import { PerRun } from "./per-run.js";

class Shared implements AsyncDisposable {
  disposed = 0;

  async [Symbol.asyncDispose](): Promise<void> {
    this.disposed += 1;
  }
}

test("a run has one resource, another run its own, and each goes when its run ends", () => {
  const shared = new PerRun(() => new Shared());
  const [first, second] = [new AbortController(), new AbortController()];
  const resource = shared.of(first.signal);
  expect(shared.of(first.signal)).toBe(resource);
  expect(shared.of(second.signal)).not.toBe(resource);
  first.abort(new Error("over"));
  expect([resource.disposed, shared.of(second.signal).disposed]).toEqual([1, 0]);
  expect(() => shared.of(first.signal)).toThrow("over");
});
