import { Redactor } from "@sluice/core-events";
import { sendTestAlert } from "@sluice/monitors";
import type { Flags } from "../config/flags-to-config.js";
import { loadConfig } from "../config/load-config.js";
import { EXIT_CODES } from "../exit-codes.js";
import { formatDuration } from "../output/format.js";
import type { Session } from "../session.js";
import { openChannels } from "../settings/open-channels.js";
import { UsageError } from "../usage-error.js";

/** `sluice alerts test`: sends each channel of the configuration a test alert; exit code 1 if one of them did not take it. */
export async function testAlerts(flags: Flags, { io, terminal }: Session): Promise<number> {
  const { config, file } = await loadConfig(io.cwd, typeof flags["config"] === "string" ? flags["config"] : undefined);
  if (config.alerts === undefined || config.alerts === false) throw new UsageError(`Cannot send test alerts: expected alerts in ${file ?? "sluice.config.*"}, received none`);
  const { channels, secrets } = await openChannels(config.alerts, io.env);
  terminal.redactWith(new Redactor(secrets));
  const wanted = channels.filter(({ name }) => flags["channel"] === undefined || name === flags["channel"]);
  if (wanted.length === 0) throw new UsageError(`Cannot send a test alert: expected a channel of ${channels.map(({ name }) => name).join(", ")}, received ${String(flags["channel"])}`);
  const { lookFurther = null } = config.alerts;
  const tests = await Promise.all(wanted.map((channel) => sendTestAlert(channel, { lookFurther })));
  for (const { channel, durationMs, error } of tests) {
    if (error === null) terminal.line(`✓ ${channel}: delivered in ${formatDuration(durationMs)}`, "good");
    else terminal.line(`✗ ${channel}: ${error.message}`, "bad");
  }
  return tests.some(({ error }) => error !== null) ? EXIT_CODES.failed : EXIT_CODES.ok;
}
