import { type AnyAdapter, SluiceError } from "@sluice/core-events";
import * as z from "zod";
import { closestName } from "../config/closest-name.js";
import { describeIssues } from "../config/describe-issues.js";

/**
 * Checks the parameters of a run against the adapter's schema, one sentence per mistake. A name that the schema does not know is one:
 * it would be dropped without a word, and a misspelt `idField` give every document another id.
 *
 * @throws {SluiceError} `PARAMETERS_INVALID`, naming each parameter, what was expected and what was received.
 */
export function requireParameters({ name, parameters: schema }: AnyAdapter, given: Readonly<Record<string, unknown>>): void {
  if (schema === undefined || !("_zod" in schema)) return; // a schema of another make checks by itself
  const result = z.safeParse(schema, given);
  const wrong = result.success ? [] : describeIssues(result.error as z.ZodError, given, (path) => (path.length === 0 ? "the parameters" : path.join(".")));
  const problems = [...unknownNames(schema, given), ...wrong];
  if (problems.length === 0) return;
  throw new SluiceError(`Cannot run ${name} with these parameters: ${problems.join("; ")}`, { code: "PARAMETERS_INVALID", context: { adapter: name } });
}

/** Only a plain object drops what it does not know; a schema that sorts first, as that of `http-json`, has a use for every name. */
function unknownNames(schema: unknown, given: Readonly<Record<string, unknown>>): string[] {
  if (!(schema instanceof z.ZodObject) || schema.def.catchall !== undefined) return [];
  const known = Object.keys(schema.shape);
  const unknown = Object.keys(given).filter((name) => !known.includes(name));
  return unknown.map((name) => `${name}: no such parameter${closestName(name, known)}, expected ${known.length === 0 ? "none" : known.join(", ")}`);
}
