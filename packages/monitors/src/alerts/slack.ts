import type { Alert } from "./alert.js";
import type { AlertChannel, AlertChannelOptions } from "./alert-channel.js";
import { alertSubject, cut, noticeLines } from "./alert-text.js";
import { httpAddress } from "./http-address.js";
import { postJson } from "./post-json.js";
import { requireTimeout } from "./require-timeout.js";

/** Where and how {@link slack} posts. */
export interface SlackOptions extends AlertChannelOptions {
  /** The address of an incoming webhook. A secret as a whole: it shows nowhere. */
  readonly url: string;
  /** Most ms for one attempt. @default 10000 */
  readonly timeoutMs?: number;
}

const MAX_HEADER_CHARS = 150;
const MAX_TEXT_CHARS = 3000;
const MAX_SECTIONS = 40; // of the 50 blocks that a message may have

/**
 * Posts each alert to an incoming webhook of Slack, as blocks. What runs and documents say is shown as it is: it cannot mention
 * anybody, and cannot hide behind a link.
 *
 * @throws {TypeError} If the URL is none.
 */
export function slack({ url, timeoutMs = 10_000, name = "slack", minSeverity = "info" }: SlackOptions): AlertChannel {
  const address = httpAddress(url, name);
  requireTimeout(timeoutMs);
  return {
    name,
    minSeverity,
    secrets: address.secrets,
    send: (alert, { signal }) => postJson({ url: address.href, body: JSON.stringify(slackMessage(alert)), timeoutMs, signal }),
  };
}

/** An alert as a message of Slack's Block Kit. */
function slackMessage(alert: Alert): { text: string; blocks: readonly unknown[] } {
  const left = alert.notices.length - MAX_SECTIONS;
  const sections = alert.notices.slice(0, MAX_SECTIONS).map((notice) => section(noticeLines(notice).join("\n")));
  const more = left > 0 ? [section(`… and ${left} more`)] : [];
  const run = [`run ${alert.runId}`, ...(alert.adapter === null ? [] : [alert.adapter]), ...(alert.lookFurther === null ? [] : [`look further: ${alert.lookFurther}`])];
  return {
    text: cut(escapeMarkup(alertSubject(alert)), MAX_TEXT_CHARS), // shown in notifications
    blocks: [
      { type: "header", text: { type: "plain_text", text: cut(alertSubject(alert), MAX_HEADER_CHARS), emoji: false } },
      ...sections,
      ...more,
      { type: "context", elements: [plain(run.join(" · "))] },
    ],
  };
}

function section(text: string): unknown {
  return { type: "section", text: plain(text) };
}

function plain(text: string): unknown {
  return { type: "plain_text", text: cut(text, MAX_TEXT_CHARS), emoji: false };
}

/** `text` is always read as markup, in which these three begin mentions and links. */
function escapeMarkup(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
