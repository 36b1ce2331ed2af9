import { Redactor } from "@sluice/core-events";
import type * as z from "zod";

/** Knows no secret, but takes those of URLs out. */
const redactor = new Redactor([]);

type Label = (path: readonly PropertyKey[]) => string;
type Suggest = (path: readonly PropertyKey[], key: string) => string;

/**
 * What is wrong with a value, one text per field: its path, what was expected, what was received.
 *
 * @param label How the field at a path is called where the value comes from.
 * @param suggest What is said behind a field that the object at `path` does not know.
 */
export function describeIssues(error: z.ZodError, value: unknown, label: Label, suggest: Suggest = () => ""): string[] {
  return error.issues.flatMap((issue) => {
    if (issue.code === "unrecognized_keys") return issue.keys.map((key) => `${label([...issue.path, key])}: no such option${suggest(issue.path, key)}`);
    const narrowed = issue.code === "invalid_union" ? bestBranch(issue) : issue;
    const path = [...issue.path, ...(narrowed === issue ? [] : narrowed.path)];
    const received = narrowed.message.includes("is a secret") ? "another text" : show(valueAt(value, path));
    return [`${label(path)}: ${expectation(narrowed.message)}, received ${received}`];
  });
}

/** Of a union's branches the one that got furthest, so that a wrong field in an object is named rather than the object. */
function bestBranch(issue: z.core.$ZodIssueInvalidUnion): z.core.$ZodIssue {
  const candidates = issue.errors.flatMap((branch) => branch.slice(0, 1)).sort((a, b) => b.path.length - a.path.length);
  const [best] = candidates;
  if (issue.errors.length === 0) return { ...issue, path: [] }; // told apart by a field, whose value is none of those known
  return best === undefined || best.path.length === 0 ? { ...issue, message: issue.errors.map(firstMessage).join(" or "), path: [] } : best;
}

function firstMessage(branch: readonly z.core.$ZodIssue[]): string {
  return expectation(branch[0]?.message ?? "another value");
}

function expectation(message: string): string {
  return message
    .replace(/^Invalid (input|option): /, "")
    .replace(/^Invalid (input|URL)$/, "expected another value")
    .replace(/, received .*$/, "")
    .replace(/^Too (small|big): /, "");
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((at, key) => (typeof at === "object" && at !== null ? (at as Record<PropertyKey, unknown>)[key] : undefined), value);
}

function show(value: unknown): string {
  const json = JSON.stringify(value) as string | undefined; // undefined for what JSON cannot hold, whatever its type says
  const text = typeof value === "function" ? "a function" : redactor.text(json ?? "nothing");
  return text.length > 100 ? `${text.slice(0, 99)}…` : text;
}
