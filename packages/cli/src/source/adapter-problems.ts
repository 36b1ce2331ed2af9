import type { AnyAdapter } from "@sluice/core-events";
import { isBuiltIn } from "./adapter-names.js";
import { describeValue } from "./describe-value.js";

const REQUIRED = ["fetch", "identify", "parse"] as const;
const OPTIONAL = ["validate", "describe", "sizeOf", "estimateTotal", "fingerprint"] as const;

/** What keeps a value from being used as an adapter, one text per problem; none if it keeps to the contract. */
export function adapterProblems(value: unknown): string[] {
  if (typeof value !== "object" || value === null) return [`expected an adapter, received ${describeValue(value)}`];
  const members = value as Readonly<Record<string, unknown>>; // whatever a module may hand out
  const { name, parameters } = members;
  const problems = functionProblems(members);
  if (problems.length === REQUIRED.length) return [`expected an adapter (name, fetch, identify, parse), received ${describeValue(value)}`];
  if (typeof name !== "string" || !/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name)) {
    problems.unshift(`name must be lower-case words joined by hyphens, received ${typeof name === "string" ? JSON.stringify(name) : describeValue(name)}`);
  } else if (isBuiltIn(name)) {
    problems.unshift(`the name ${name} is that of a built-in adapter, expected another one`);
  }
  if (parameters !== undefined && !isSchema(parameters)) problems.push(`parameters must be a zod schema, received ${describeValue(parameters)}`);
  return problems;
}

/** An adapter that was checked by {@link adapterProblems}. */
export function asAdapter(value: unknown): AnyAdapter {
  return value as AnyAdapter; // its members were looked at one by one
}

function functionProblems(members: Readonly<Record<string, unknown>>): string[] {
  const wrong = (name: string): string => `${name} must be a function, received ${describeValue(members[name])}`;
  const required = REQUIRED.filter((name) => typeof members[name] !== "function");
  const optional = OPTIONAL.filter((name) => members[name] !== undefined && typeof members[name] !== "function");
  return [...required, ...optional].map(wrong);
}

function isSchema(value: unknown): boolean {
  return typeof value === "object" && value !== null && "safeParse" in value && typeof value.safeParse === "function";
}
