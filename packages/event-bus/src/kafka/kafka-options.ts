import type { ConnectionOptions } from "@platformatic/kafka";
import { consumerLimits, type ConsumerLimits, type ConsumerOptions, requireInteger, requireText } from "../consumer-options.js";

/** How to use a topic of Kafka. */
export interface KafkaOptions extends ConsumerOptions {
  /** Brokers to ask first, each as `host:port`. */
  readonly brokers: readonly string[];
  /** @default "orchestration.events.v1" */
  readonly topic?: string;
  /** How the transport is called in errors and figures. @default "kafka" */
  readonly name?: string;
  /** How the brokers know this program. @default "sluice" */
  readonly clientId?: string;
  /** The `source` of the CloudEvents: a URI reference that names this producer. @default "/sluice" */
  readonly source?: string;
  /** Whether the envelope goes in headers or in the body; both are read. @default "binary" */
  readonly mode?: "binary" | "structured";
  /** @default "none" */
  readonly compression?: "none" | "gzip" | "zstd";
  /** How much goes in one request, in bytes, an integer >= 1; not above the topic's `max.message.bytes`. @default 900_000 */
  readonly maxRequestBytes?: number;
  /** A consumer of which nothing was heard for so long is dead: others of its group get its partitions. @default 30_000 */
  readonly sessionTimeoutMs?: number;
  /** TLS, SASL and their like, passed on to the package `@platformatic/kafka`. */
  readonly client?: Pick<ConnectionOptions, "tls" | "tlsServerName" | "sasl" | "connectTimeout" | "requestTimeout">;
}

/** {@link KafkaOptions}, checked. */
export type KafkaPlan = Required<Omit<KafkaOptions, keyof ConsumerOptions>> & { readonly limits: ConsumerLimits };

const MODES = ["binary", "structured"];
const COMPRESSIONS = ["none", "gzip", "zstd"];

/** @throws {TypeError | RangeError} If an option makes no sense. */
export function kafkaPlan(options: KafkaOptions): KafkaPlan {
  const { brokers, topic = "orchestration.events.v1", name = "kafka", clientId = "sluice", source = "/sluice", mode = "binary", compression = "none", client = {} } = options;
  const { maxRequestBytes = 900_000, sessionTimeoutMs = 30_000 } = options;
  if (!Array.isArray(brokers) || brokers.length === 0 || !brokers.every(isAddress)) throw new TypeError("Cannot use a broker: brokers must be a list of host:port, received something else");
  if (!MODES.includes(mode)) throw new TypeError(`Cannot use a broker: mode must be one of ${MODES.join(", ")}, received ${mode}`);
  if (!COMPRESSIONS.includes(compression)) throw new TypeError(`Cannot use a broker: compression must be one of ${COMPRESSIONS.join(", ")}, received ${compression}`);
  if (!/^[\w.-]{1,249}$/.test(topic)) throw new TypeError("Cannot use a broker: topic must be 1 to 249 ASCII letters, digits, dots, underscores and hyphens, received another text");
  requireInteger("maxRequestBytes", maxRequestBytes, { min: 1, max: 2 ** 30 });
  requireInteger("sessionTimeoutMs", sessionTimeoutMs, { min: 1_000, max: 2 ** 31 - 1 });
  for (const [key, text] of Object.entries({ name, clientId, source })) requireText(key, text);
  return { brokers, topic, name, clientId, source, mode, compression, maxRequestBytes, sessionTimeoutMs, client, limits: consumerLimits(options) };
}

function isAddress(value: unknown): boolean {
  return typeof value === "string" && /^\S+:\d{1,5}$/.test(value);
}
