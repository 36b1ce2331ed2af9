import { type ResiliencePolicyInput, resiliencePolicySchema } from "@sluice/resilience";
import * as z from "zod";

/** What a configuration may say of the policy: its name, the file that it is in, or the policy itself. */
export const policySchema = z.union([z.string().min(1), resiliencePolicySchema]);

/** A policy as it may be written, with defaults left out. */
export type PolicyConfig = string | ResiliencePolicyInput;
