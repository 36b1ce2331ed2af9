import * as z from "zod";
import { FORWARD_FORMS, FORWARD_PATTERN } from "../forward/forward-address.js";

const address = z.string().regex(FORWARD_PATTERN, `expected ${FORWARD_FORMS} (what was given is not repeated, because a password is a secret)`);

const options = z.strictObject({
  to: address.describe("the address, or env:NAME, which holds it: the way to pass a password"),
  types: z.array(z.string().min(1)).min(1).optional().describe("which event types go, with * for any characters (all)"),
  name: z
    .string()
    .regex(/^[a-z0-9][a-z0-9._-]{0,63}$/, 'expected up to 64 of a-z, 0-9, ".", "_" and "-"')
    .optional()
    .describe("under which name the position is kept in the log (one made of the address)"),
  source: z.string().min(1).optional().describe("the source of CloudEvents, for Kafka (/sluice)"),
  waitSeconds: z.number().min(0).max(86_400).optional().describe("how long the end of a run waits for what is on its way (10)"),
});

const entry = z.union([address, options]);

/** Where the events of a run are forwarded to; `false` forwards nothing. */
export const forwardSchema = z.union([z.literal(false), entry, z.array(entry).min(1)]);

/** @see {@link forwardSchema} */
export type ForwardConfig = Readonly<z.infer<typeof forwardSchema>>;
