import type { AlertChannel } from "@sluice/monitors";
import type { AlertSettings, ChannelSettings } from "../config/alerts-schema.js";
import { UsageError } from "../usage-error.js";

type Environment = Readonly<Record<string, string | undefined>>;

/** The channels of alerts, ready to be sent to. */
export interface OpenChannels {
  readonly channels: readonly AlertChannel[];
  /** What the references stand for. */
  readonly secrets: readonly string[];
}

/**
 * Makes the channels, with their secrets from the environment.
 *
 * @throws {UsageError} If a variable is not set, or holds something that the channel cannot use; its value is not repeated.
 */
export async function openChannels({ channels }: AlertSettings, env: Environment): Promise<OpenChannels> {
  const secrets: string[] = [];
  const resolve = (text: string): string => {
    const variable = /^env:(.+)$/.exec(text)?.[1];
    if (variable === undefined) return text;
    const value = env[variable];
    if (value === undefined || value === "") throw new UsageError(`Cannot send alerts: expected the environment variable ${variable}, received none`);
    secrets.push(value);
    return value;
  };
  const opened: AlertChannel[] = [];
  for (const settings of channels) opened.push(await openChannel(settings, resolve));
  return { channels: opened, secrets };
}

async function openChannel(settings: ChannelSettings, resolve: (text: string) => string): Promise<AlertChannel> {
  const { pagerDuty, slack, webhook } = await import("@sluice/monitors");
  const { name = settings.channel, minSeverity = "info", timeoutSeconds } = settings;
  const common = { name, minSeverity, ...(timeoutSeconds === undefined ? {} : { timeoutMs: timeoutSeconds * 1000 }) };
  try {
    switch (settings.channel) {
      case "webhook": {
        const { headers = {}, signingSecret } = settings;
        const resolved = Object.fromEntries(Object.entries(headers).map(([header, value]) => [header, resolve(value)]));
        return webhook({ ...common, url: resolve(settings.url), headers: resolved, ...(signingSecret === undefined ? {} : { signingSecret: resolve(signingSecret) }) });
      }
      case "slack":
        return slack({ ...common, url: resolve(settings.url) });
      case "pagerduty": {
        const { source, url } = settings;
        return pagerDuty({ ...common, routingKey: resolve(settings.routingKey), ...(source === undefined ? {} : { source }), ...(url === undefined ? {} : { url: resolve(url) }) });
      }
      case "email":
        return await openEmail(settings, common, resolve);
    }
  } catch (error) {
    if (error instanceof UsageError || !(error instanceof TypeError || error instanceof RangeError)) throw error;
    throw new UsageError(error.message, { cause: error });
  }
}

type Common = Pick<AlertChannel, "name" | "minSeverity"> & { readonly timeoutMs?: number };

async function openEmail({ host, port, from, to, user, password, tls }: ChannelSettings & { readonly channel: "email" }, common: Common, resolve: (text: string) => string): Promise<AlertChannel> {
  const { email } = await import("@sluice/monitors/email");
  if ((user === undefined) !== (password === undefined)) throw new UsageError(`Cannot send alerts to ${common.name}: expected user and password together, received one of them`);
  const auth = user === undefined || password === undefined ? {} : { auth: { user: resolve(user), password: resolve(password) } };
  return email({ ...common, host, from, to, ...auth, ...(port === undefined ? {} : { port }), ...(tls === undefined ? {} : { tls }) });
}
