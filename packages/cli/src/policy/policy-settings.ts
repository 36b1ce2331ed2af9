import { resiliencePolicySchema } from "@sluice/resilience";
import * as z from "zod";

/** The resilience policy of a run, complete, so that a later attempt goes by the same whatever has become of its file. */
export const policySettingsSchema = z.object({
  /** A name of those that come along, or `FILE#NAME`; `null` for one that stands in the configuration itself. */
  name: z.string().nullable(),
  policy: resiliencePolicySchema,
});

/** @see {@link policySettingsSchema} */
export type PolicySettings = Readonly<z.infer<typeof policySettingsSchema>>;
