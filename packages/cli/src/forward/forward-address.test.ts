import { expect, test } from "vitest";
import { UsageError } from "../usage-error.js";
import { FORWARD_PATTERN, parseForwardAddress } from "./forward-address.js";

test.each([
  ["redis://h", { kind: "redis", url: "redis://h", stream: undefined, name: "redis://h", password: null }],
  ["rediss://user:p%40ss@h:6380/2#my:events", { kind: "redis", url: "rediss://user:p%40ss@h:6380/2", stream: "my:events", name: "rediss://h:6380/2#my:events", password: "p@ss" }],
  ["redis://:s3cr3t@[::1]:1#a%20b", { kind: "redis", url: "redis://:s3cr3t@[::1]:1", stream: "a b", name: "redis://[::1]:1#a%20b", password: "s3cr3t" }],
  ["kafka://h", { kind: "kafka", brokers: ["h:9092"], isTls: false, topic: undefined, name: "kafka://h:9092", password: null }],
  ["kafkas://a:1,b/t.v1", { kind: "kafka", brokers: ["a:1", "b:9093"], isTls: true, topic: "t.v1", name: "kafkas://a:1,b:9093/t.v1", password: null }],
  ["kafka://[::1]:9/t", { kind: "kafka", brokers: ["[::1]:9"], isTls: false, topic: "t", name: "kafka://[::1]:9/t", password: null }],
])("%s is read", (text, expected) => {
  expect(FORWARD_PATTERN.test(text)).toBe(true);
  expect(parseForwardAddress(text)).toEqual(expected);
});

test.each([
  ["kafka://u:p%3Aw@h:1", { mechanism: "PLAIN", username: "u", password: "p:w" }],
  ["kafkas://u:p:w@h:1/t?sasl=scram-sha-512", { mechanism: "SCRAM-SHA-512", username: "u", password: "p:w" }],
])("the login of %s is read", (text, sasl) => expect(parseForwardAddress(text)).toMatchObject({ sasl, password: "p:w" }));

test.each([
  "redis://u:s3cr3t@", "redis://u:s3cr3t@h:99999", "redis://u:s3cr3t@h/name", "redis://u:s3cr3t@h?tls=1", "redis://u:s3cr3t%@h", "redis://u:s3/cr3t@h",
  "kafka://u:s3cr3t@", "kafka://s3cr3t@h:1", "kafka://u:@h:1", "kafka://u:s3cr3t@h:1,", "kafka://u:s3cr3t@h:1/a/b", "kafka://u:s3cr3t@h:1/%zz", "kafka://u:s3cr3t@h:1?sasl=gssapi", "kafka://h:1?sasl=plain", "kafka://u:s3cr3t@h:1?x=1",
])("P9 %s is refused, and no part of it is repeated", (text) => {
  expect(() => parseForwardAddress(text)).toThrow(UsageError);
  expect(() => parseForwardAddress(text)).not.toThrow(/s3/);
});

test.each(["http://h", "redis:h", "kafka:/h", "env:", "env:1A", "", "redis://h x"])("%j is no address", (text) => expect(FORWARD_PATTERN.test(text)).toBe(false));
