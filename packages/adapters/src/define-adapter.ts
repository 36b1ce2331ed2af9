import type { Adapter } from "@sluice/core-events";

/**
 * Checks an adapter once, where it is written, and gives it back with its types inferred: the items from `fetch`, the
 * parameters from the zod schema.
 *
 * @throws {TypeError} If the name is not lower-case words joined by hyphens, a function is missing, or `parameters` is no zod schema.
 * @example
 * ```ts
 * const letters = defineAdapter({
 *   name: "letters",
 *   parameters: z.object({ upTo: z.coerce.number().default(26) }),
 *   *fetch({ parameters }) {
 *     for (let n = 0; n < parameters.upTo; n += 1) yield String.fromCodePoint(97 + n);
 *   },
 *   identify: (letter) => letter,
 *   parse: (letter) => ({ docId: letter, title: null, text: letter, metadata: {}, provenance: { source: "letters" } }),
 * });
 * ```
 */
export function defineAdapter<Raw, Parameters = unknown>(definition: Adapter<Raw, Parameters>): Adapter<Raw, Parameters> {
  const { name } = definition;
  if (typeof name !== "string" || !/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name)) {
    throw new TypeError(`Cannot define an adapter: name must be lower-case words joined by hyphens, received ${JSON.stringify(name)}`);
  }
  const members = definition as unknown as Readonly<Record<string, unknown>>; // looked at as what a caller without types may pass
  for (const [member, isRequired] of functions) {
    const value = members[member];
    if (typeof value === "function" || (value === undefined && !isRequired)) continue;
    throw new TypeError(`Cannot define the adapter ${name}: ${member} must be a function, received ${typeof value}`);
  }
  const { parameters } = members;
  if (parameters !== undefined && !isSchema(parameters)) {
    throw new TypeError(`Cannot define the adapter ${name}: parameters must be a zod schema, received ${parameters === null ? "null" : typeof parameters}`);
  }
  return definition;
}

/** Told by what the pipeline calls, since a caller may have another copy of zod. */
function isSchema(value: unknown): boolean {
  return typeof value === "object" && value !== null && "safeParse" in value && typeof value.safeParse === "function";
}

const functions = new Map([
  ["fetch", true],
  ["identify", true],
  ["parse", true],
  ["validate", false],
  ["describe", false],
  ["sizeOf", false],
  ["estimateTotal", false],
  ["fingerprint", false],
]);
