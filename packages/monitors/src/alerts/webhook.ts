import { createHmac } from "node:crypto";
import type { AlertChannel, AlertChannelOptions } from "./alert-channel.js";
import { httpAddress } from "./http-address.js";
import { postJson } from "./post-json.js";
import { requireTimeout } from "./require-timeout.js";

/** Where and how {@link webhook} posts. */
export interface WebhookOptions extends AlertChannelOptions {
  /** A secret as a whole: it shows nowhere. */
  readonly url: string;
  /** More headers; their values are secrets. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Signs each body: `sluice-signature: sha256=<hex HMAC-SHA256 of the body>`. */
  readonly signingSecret?: string;
  /** Most ms for one attempt. @default 10000 */
  readonly timeoutMs?: number;
}

/**
 * Posts each alert as JSON: the `Alert` itself. `idempotency-key` is the id of the alert, the same in each attempt.
 *
 * @throws {TypeError} If the URL is none.
 */
export function webhook({ url, headers = {}, signingSecret, timeoutMs = 10_000, name = "webhook", minSeverity = "info" }: WebhookOptions): AlertChannel {
  const address = httpAddress(url, name);
  requireTimeout(timeoutMs);
  const secrets = [...address.secrets, ...Object.values(headers), ...(signingSecret === undefined ? [] : [signingSecret])];
  return {
    name,
    minSeverity,
    secrets,
    async send(alert, { signal }) {
      const body = JSON.stringify(alert);
      const signature: Record<string, string> = signingSecret === undefined ? {} : { "sluice-signature": `sha256=${createHmac("sha256", signingSecret).update(body).digest("hex")}` };
      await postJson({ url: address.href, body, headers: { ...headers, ...signature, "idempotency-key": alert.id }, timeoutMs, signal });
    },
  };
}
