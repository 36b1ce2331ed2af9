import { createHash } from "node:crypto";
import { canRecover, noticeKey, type RuleNotice } from "../rules/rule-notice.js";
import type { Alert } from "./alert.js";
import type { AlertChannel, AlertChannelOptions } from "./alert-channel.js";
import { cut } from "./alert-text.js";
import { httpAddress } from "./http-address.js";
import { postJson } from "./post-json.js";
import { requireTimeout } from "./require-timeout.js";

/** What {@link pagerDuty} sends, and where. */
export interface PagerDutyOptions extends AlertChannelOptions {
  /** The integration key of an Events API v2 integration. */
  readonly routingKey: string;
  /** What the events say they come from. @default "sluice" */
  readonly source?: string;
  /** Another address with the same API: a proxy, or the service region of the EU. @default https://events.pagerduty.com/v2/enqueue */
  readonly url?: string;
  /** Most ms for one attempt. @default 10000 */
  readonly timeoutMs?: number;
}

const ENQUEUE = "https://events.pagerduty.com/v2/enqueue";
const MAX_SUMMARY_CHARS = 1024;
const MAX_KEY_CHARS = 255;

/**
 * Sends each rule that fires as a `trigger` of the Events API v2, and its recovery as a `resolve` with the same `dedup_key`
 * (`sluice/<runId>/<rule>`), so that an attempt made twice is one incident. A group of several is several events, in order.
 *
 * @throws {TypeError} If the URL is none, or the key is empty.
 */
export function pagerDuty({ routingKey, source = "sluice", url = ENQUEUE, timeoutMs = 10_000, name = "pagerduty", minSeverity = "info" }: PagerDutyOptions): AlertChannel {
  if (routingKey === "") throw new TypeError(`Cannot send alerts to ${name}: expected a routing key, received an empty text`);
  const address = httpAddress(url, name);
  requireTimeout(timeoutMs);
  return {
    name,
    minSeverity,
    secrets: [routingKey, ...(url === ENQUEUE ? [] : address.secrets)],
    async send(alert, { signal }) {
      for (const event of pagerDutyEvents(alert, source)) {
        await postJson({ url: address.href, body: JSON.stringify({ routing_key: routingKey, ...event }), timeoutMs, signal });
      }
    },
  };
}

/** The events that an alert is; a test resolves itself, so that nobody is kept awake. */
function pagerDutyEvents(alert: Alert, source: string): readonly Readonly<Record<string, unknown>>[] {
  const events = alert.notices.map((notice) => (notice.type === "RuleFired" ? trigger(notice, alert, source) : resolve(notice)));
  return alert.status === "test" ? [...events, ...alert.notices.map(resolve)] : events;
}

function trigger(notice: RuleNotice, alert: Alert, source: string): Readonly<Record<string, unknown>> {
  const { rule, kind, severity, message, timestamp, adapter, runId, firstSeenAt, firedAt, outcomes, value, threshold, unit, sample, lastError } = notice;
  return {
    event_action: "trigger",
    dedup_key: dedupKey(notice),
    client: "sluice",
    payload: {
      summary: cut(`${rule}: ${message}`, MAX_SUMMARY_CHARS),
      source,
      severity,
      timestamp: new Date(timestamp).toISOString(),
      ...(adapter === null ? {} : { component: adapter }),
      group: runId,
      class: kind,
      custom_details: {
        run_id: runId, alert_id: alert.id, rule, value, threshold, unit, sample, ...outcomes, last_error: lastError,
        first_seen: new Date(firstSeenAt).toISOString(), fired_at: new Date(firedAt).toISOString(), can_recover: canRecover(notice), look_further: alert.lookFurther,
      },
    },
  };
}

function resolve(notice: RuleNotice): Readonly<Record<string, unknown>> {
  return { event_action: "resolve", dedup_key: dedupKey(notice) };
}

function dedupKey(notice: RuleNotice): string {
  const key = `sluice/${noticeKey(notice)}`;
  return key.length <= MAX_KEY_CHARS ? key : `sluice/${createHash("sha256").update(key).digest("hex")}`;
}
