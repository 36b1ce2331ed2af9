import type { AnyAdapter } from "@sluice/core-events";
import { kindOf } from "./kind-of.js";

const METHODS = ["fetch", "identify", "parse"] as const;

/**
 * The adapters by their names.
 *
 * @throws {TypeError} If there is none, one lacks its name or a method, or two have the same name.
 */
export function requireAdapters(adapters: readonly AnyAdapter[]): ReadonlyMap<string, AnyAdapter> {
  const given: unknown = adapters;
  if (!Array.isArray(given)) throw new TypeError(`Cannot make a pipeline: adapters must be an array, received ${kindOf(given)}`);
  if (adapters.length === 0) throw new TypeError("Cannot make a pipeline: at least one adapter is required, received none");
  adapters.forEach(requireAdapter);
  const byName = new Map(adapters.map((adapter) => [adapter.name, adapter]));
  if (byName.size === adapters.length) return byName;
  throw new TypeError(`Cannot make a pipeline: adapter names must be unique, received ${adapters.map(({ name }) => name).join(", ")}`);
}

function requireAdapter(adapter: Partial<AnyAdapter> | null | undefined, index: number): void {
  const name: unknown = adapter?.name;
  if (typeof name !== "string" || name === "") {
    throw new TypeError(`Cannot make a pipeline: adapter ${index} must have a name that is not empty, received ${kindOf(name)}`);
  }
  for (const method of METHODS) {
    if (typeof adapter?.[method] === "function") continue;
    throw new TypeError(`Cannot make a pipeline: adapter ${name} must have the method ${method}(), received ${kindOf(adapter?.[method])}`);
  }
}
