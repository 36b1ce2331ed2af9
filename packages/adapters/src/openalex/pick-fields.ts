import { valueAtPath } from "../http/value-at-path.js";

/** The fields found at the paths, by their new names; what a record lacks, or holds as `null`, is left out. */
export function pickFields(record: unknown, paths: Readonly<Record<string, string>>): Record<string, unknown> {
  const found = Object.entries(paths).map(([name, path]) => [name, valueAtPath(record, path)] as const);
  return Object.fromEntries(found.filter(([, value]) => value !== undefined && value !== null));
}

/** The array at a path, or an empty one. */
export function arrayAt(record: unknown, path: string): readonly unknown[] {
  const value = valueAtPath(record, path);
  return Array.isArray(value) ? (value as readonly unknown[]) : [];
}
