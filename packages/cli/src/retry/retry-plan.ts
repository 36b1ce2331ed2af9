import { type JsonValue, jsonValueSchema, SluiceError } from "@sluice/core-events";
import * as z from "zod";

/** What a retry keeps in its own state directory: how the run stood when it began, and the rule that it goes by. */
export const retryPlanSchema = z.object({
  version: z.literal(1),
  completed: z.number().int().min(0),
  failed: z.number().int().min(0),
  /** How far the dead letters were committed. */
  deadLetters: jsonValueSchema,
  require: z.array(z.string()),
  rule: z.string().nullable(),
});

/** @see {@link retryPlanSchema} */
export type RetryPlan = Readonly<z.infer<typeof retryPlanSchema>>;

/** @throws {SluiceError} `CHECKPOINT_CORRUPT` if it is damaged. */
export function parseRetryPlan(value: JsonValue | null, directory: string): RetryPlan {
  const result = retryPlanSchema.safeParse(value);
  if (result.success) return result.data;
  const message = `Cannot go on with the retry in ${directory}: its settings are damaged`;
  throw new SluiceError(message, { code: "CHECKPOINT_CORRUPT", context: { directory }, cause: result.error });
}
