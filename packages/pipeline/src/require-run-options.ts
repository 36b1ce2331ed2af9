import { kindOf } from "./kind-of.js";
import type { StreamOptions } from "./stream-options.js";

interface Rule {
  readonly expected: string;
  readonly holds: (value: unknown) => boolean;
}

const aFunction: Rule = { expected: "a function", holds: (value) => typeof value === "function" };

/** What each option that is no number has to be, where it is given. */
const rules: Readonly<Partial<Record<keyof StreamOptions, Rule>>> = {
  parameters: { expected: "an object", holds: (value) => fieldsOf(value) !== null && !Array.isArray(value) },
  signal: { expected: "an AbortSignal", holds: isSignal },
  validate: aFunction,
  monitors: { expected: "an array of objects with observe()", holds: (value) => Array.isArray(value) && value.every(isMonitor) },
  secrets: { expected: "an array of strings", holds: (value) => Array.isArray(value) && value.every((item) => typeof item === "string") },
  runId: { expected: "a string that is not empty", holds: (value) => typeof value === "string" && value !== "" },
  filter: aFunction,
  transform: aFunction,
};

/**
 * Checks the options of a run that are no numbers, before anything begins.
 *
 * @throws {TypeError} If one is of the wrong type; the message names it and what is expected.
 */
export function requireRunOptions(options: StreamOptions): void {
  for (const [name, { expected, holds }] of Object.entries(rules)) {
    const value: unknown = options[name as keyof StreamOptions]; // a key of `rules`
    if (value !== undefined && !holds(value)) throw new TypeError(`Cannot start the run: ${name} must be ${expected}, received ${kindOf(value)}`);
  }
}

/** Recognised by what it does: it may come from another realm. */
function isSignal(value: unknown): boolean {
  const signal = fieldsOf(value);
  return typeof signal?.["aborted"] === "boolean" && typeof signal["addEventListener"] === "function" && typeof signal["removeEventListener"] === "function";
}

function isMonitor(value: unknown): boolean {
  return typeof fieldsOf(value)?.["observe"] === "function";
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> | null {
  return typeof value === "object" && value !== null ? (value as Readonly<Record<string, unknown>>) : null; // an object has fields, whatever they are
}
