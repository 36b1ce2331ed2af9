import * as z from "zod";
import { type Rule, type RuleInput, rulesSchema } from "./rule-schema.js";

/**
 * Checks rules and fills in their defaults.
 *
 * @throws {RangeError} That names each field, what was expected and where.
 */
export function parseRules(rules: readonly RuleInput[]): readonly Rule[] {
  const result = rulesSchema.safeParse(rules);
  if (result.success) return result.data;
  throw new RangeError(`Cannot watch with these rules: ${z.prettifyError(result.error)}`);
}
