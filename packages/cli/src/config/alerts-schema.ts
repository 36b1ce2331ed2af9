import { isSecretName } from "@sluice/core-events";
import { severitySchema } from "@sluice/monitors";
import * as z from "zod";

const REFERENCE = /^env:[A-Za-z_][A-Za-z0-9_]*$/;

/** A secret is never in the configuration: it would end up in a repository. */
const secret = z.string().regex(REFERENCE, "expected env:NAME, because it is a secret");
const seconds = z.number().min(0).max(86_400 * 30);
const address = z.string().min(3);

const common = {
  name: z.string().min(1).max(50).optional().describe("how the channel is called; its kind unless said otherwise"),
  minSeverity: severitySchema.optional().describe("what is less bad is not sent here (info)"),
  timeoutSeconds: z.number().min(0.1).max(600).optional().describe("seconds that one attempt may take (10, or 20 by e-mail)"),
};

const CHANNELS = ["webhook", "slack", "pagerduty", "email"];

const channelSchema = z.discriminatedUnion("channel", [
  z.strictObject({
    channel: z.literal("webhook"),
    ...common,
    url: secret,
    headers: z
      .record(z.string().min(1), z.string())
      .superRefine((headers, context) => {
        for (const [name, value] of Object.entries(headers)) {
          if (isSecretName(name) && !REFERENCE.test(value)) context.addIssue({ code: "custom", path: [name], message: "expected env:NAME, because it is a secret" });
        }
      })
      .optional(),
    signingSecret: secret.optional().describe("signs each body: sluice-signature"),
  }),
  z.strictObject({ channel: z.literal("slack"), ...common, url: secret.describe("address of an incoming webhook") }),
  z.strictObject({
    channel: z.literal("pagerduty"),
    ...common,
    routingKey: secret.describe("integration key of the Events API v2"),
    source: z.string().min(1).max(200).optional().describe("what the events say they come from (sluice)"),
    url: z.union([secret, z.url({ protocol: /^https?$/ })]).optional().describe("another address with the same API"),
  }),
  z.strictObject({
    channel: z.literal("email"),
    ...common,
    host: z.string().min(1),
    port: z.number().int().min(1).max(65_535).optional(),
    from: address,
    to: z.array(address).min(1).max(50),
    user: z.string().min(1).optional(),
    password: secret.optional(),
    tls: z.enum(["implicit", "required", "if-offered"]).optional().describe("required with a password, else if-offered"),
  }),
], { error: () => `expected one of ${CHANNELS.join(", ")}` });

/** Who is told when a rule whose action is `alert` or `stop` fires. Holds references to secrets, never secrets. */
export const alertsSchema = z.strictObject({
  channels: z
    .array(channelSchema)
    .min(1)
    .max(20)
    .superRefine((channels, context) => {
      const names = channels.map(({ name, channel }) => name ?? channel);
      names.forEach((name, at) => {
        if (names.indexOf(name) < at) context.addIssue({ code: "custom", path: [at, "name"], message: `expected a name of its own, as ${JSON.stringify(name)} is taken` });
      });
    }),
  cooldownSeconds: seconds.optional().describe("a rule says at most this often that it fires (900)"),
  groupBy: z.enum(["run", "rule", "severity"]).optional().describe("what goes into one message (run)"),
  groupWithinSeconds: seconds.optional().describe("what comes within this time is one message (5)"),
  lookFurther: z.string().min(1).max(500).optional().describe("where the reader of an alert looks further (sluice status of the run)"),
});

/** @see {@link alertsSchema} */
export type AlertSettings = Readonly<z.infer<typeof alertsSchema>>;
/** One of the channels. */
export type ChannelSettings = AlertSettings["channels"][number];
