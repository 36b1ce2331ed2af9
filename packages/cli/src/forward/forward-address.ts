import { UsageError } from "../usage-error.js";

/** What `--forward` accepts. */
export const FORWARD_PATTERN = /^(?:env:[A-Za-z_]\w*|rediss?:\/\/\S+|kafkas?:\/\/\S+)$/;
/** The same in words. */
export const FORWARD_FORMS = '"redis[s]://[USER:PASSWORD@]HOST[:PORT][/DB][#STREAM]", "kafka[s]://[USER:PASSWORD@]HOST[:PORT][,HOST…][/TOPIC]" or "env:NAME"';

/** A stream of Redis. */
export interface RedisAddress {
  readonly kind: "redis";
  /** With credentials, without the stream. */
  readonly url: string;
  /** `undefined` for the default one. */
  readonly stream: string | undefined;
}

/** A topic of Kafka. */
export interface KafkaAddress {
  readonly kind: "kafka";
  readonly brokers: readonly string[];
  readonly isTls: boolean;
  /** `undefined` for the default one. */
  readonly topic: string | undefined;
  readonly sasl?: { readonly mechanism: SaslMechanism; readonly username: string; readonly password: string };
}

/** How a user of Kafka proves who it is. */
export type SaslMechanism = (typeof MECHANISMS)[number];

/** Where events are forwarded to, with what must not show. */
export type ForwardAddress = (RedisAddress | KafkaAddress) & {
  /** As people know it, without credentials. */
  readonly name: string;
  readonly password: string | null;
};

const MECHANISMS = ["PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512"] as const;
const KAFKA = /^(kafkas?):\/\/(?:([^/?#]*)@)?([^/?#@]+)(?:\/([^/?#]*))?(?:\?([^#]*))?$/;
const PORTS = { kafka: 9092, kafkas: 9093 };

/**
 * Reads an address that {@link FORWARD_PATTERN} has passed; no reference.
 *
 * @throws {UsageError} If it is none; the message holds no part of it, because it may hold a password.
 */
export function parseForwardAddress(text: string): ForwardAddress {
  return text.startsWith("redis") ? redisAddress(text) : kafkaAddress(text);
}

function redisAddress(text: string): ForwardAddress {
  const url = URL.parse(text);
  if (url === null || url.hostname === "" || !/^\/?\d*$/.test(url.pathname) || url.search !== "") throw notAnAddress("redis[s]://[USER:PASSWORD@]HOST[:PORT][/DB][#STREAM]");
  const stream = decoded(url.hash.slice(1));
  const name = `${url.protocol}//${url.host}${url.pathname === "/" ? "" : url.pathname}${url.hash}`;
  const password = decoded(url.password);
  url.hash = "";
  return { kind: "redis", url: url.href, stream: stream === "" ? undefined : stream, name, password: password === "" ? null : password };
}

function kafkaAddress(text: string): ForwardAddress {
  const [, scheme, credentials = "", hosts = "", path = "", query = ""] = KAFKA.exec(text) ?? [];
  if (scheme !== "kafka" && scheme !== "kafkas") throw notAnAddress("kafka[s]://[USER:PASSWORD@]HOST[:PORT][,HOST…][/TOPIC]");
  const brokers = hosts.split(",").map((host) => brokerOf(host, PORTS[scheme]));
  const topic = decoded(path);
  const sasl = saslOf(credentials, new URLSearchParams(query));
  const name = `${scheme}://${brokers.join(",")}${topic === "" ? "" : `/${topic}`}`;
  return { kind: "kafka", brokers, isTls: scheme === "kafkas", topic: topic === "" ? undefined : topic, ...(sasl === null ? {} : { sasl }), name, password: sasl?.password ?? null };
}

function brokerOf(host: string, port: number): string {
  if (!/^(?:[\w.-]+|\[[0-9a-fA-F:.]+\])(?::\d{1,5})?$/.test(host)) throw notAnAddress("brokers as HOST[:PORT], separated by commas");
  return /:\d+$/.test(host) ? host : `${host}:${port}`;
}

function saslOf(credentials: string, query: URLSearchParams): NonNullable<KafkaAddress["sasl"]> | null {
  const mechanism = (query.get("sasl") ?? "PLAIN").toUpperCase();
  const [, username = "", password = ""] = /^([^:]*):(.*)$/s.exec(credentials) ?? [];
  const known = MECHANISMS.find((name) => name === mechanism);
  if (known === undefined || [...query.keys()].some((key) => key !== "sasl")) throw notAnAddress(`?sasl= with one of ${MECHANISMS.join(", ").toLowerCase()}`);
  if (credentials === "") {
    if (query.has("sasl")) throw notAnAddress("USER:PASSWORD@ where ?sasl= is given");
    return null;
  }
  if (username === "" || password === "") throw notAnAddress("a user and a password, or neither");
  return { mechanism: known, username: decoded(username), password: decoded(password) };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw notAnAddress("percent-encoding where the address has a %");
  }
}

function notAnAddress(expected: string): UsageError {
  return new UsageError(`Cannot forward events: expected ${expected}, received another text`);
}
