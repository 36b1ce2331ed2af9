import { describe, expect, test } from "vitest";
import { collectSecrets, redactHeaders, redactParameters, redactUrl } from "./redaction.js";

test.each([
  ["https://user:s3cr3t@example.org/a?b=c", "https://[redacted]@example.org/a?b=c"],
  ["https://ghp_token@example.org/", "https://[redacted]@example.org/"],
  ["https://user:p@ss@example.org/", "https://[redacted]@example.org/"],
  ["postgres://user:s3cr3t@db:5432/herbarium", "postgres://[redacted]@db:5432/herbarium"],
  ["HTTPS://user:s3cr3t@example.org", "HTTPS://[redacted]@example.org"],
  [" https://user:s3cr3t@example.org", " https://[redacted]@example.org"],
  ["https://example.org/?api_key=s3cr3t&q=fern", "https://example.org/?api_key=[redacted]&q=fern"],
  ["https://example.org/?q=fern&access_token=s3cr3t", "https://example.org/?q=fern&access_token=[redacted]"],
  ["https://example.org/?api%5Fkey=s3cr3t", "https://example.org/?api%5Fkey=[redacted]"],
  ["https://example.org/?token=a=b==&q=1", "https://example.org/?token=[redacted]&q=1"],
  ["https://example.org/?q=1;sig=s3cr3t", "https://example.org/?q=1;sig=[redacted]"],
  ["https://example.org/#access_token=s3cr3t&state=1", "https://example.org/#access_token=[redacted]&state=1"],
  ["https://example.org/?a=1?token=s3cr3t", "https://example.org/?a=1?token=[redacted]"],
  ["https://example.org/?token=", "https://example.org/?token=[redacted]"],
  ["http://[::1]:80/?token=s3cr3t", "http://[::1]:80/?token=[redacted]"],
  ["/relative?token=s3cr3t", "/relative?token=[redacted]"],
])("redactUrl(%j)", (url, expected) => expect(redactUrl(url)).toBe(expected));

test.each([
  "https://example.org/?pageToken=abc&next_page_token=def",
  "https://example.org/@handle/path?q=a@b.org",
  "https://example.org/?%E0%A4%A=1",
  "mailto:user@example.org",
  "no URL at all",
  "",
])("redactUrl(%j) leaves it as it is", (url) => expect(redactUrl(url)).toBe(url));

test("redactUrl() applied twice is redactUrl()", () => {
  const once = redactUrl("https://user:s3cr3t@example.org/?token=s3cr3t#key=s3cr3t");
  expect(redactUrl(once)).toBe(once);
  expect(once).not.toContain("s3cr3t");
});

test("redactParameters() replaces by name at any depth, and inside URLs", () => {
  const parameters = {
    query: "fern",
    apiKey: "s3cr3t",
    pageToken: "p2",
    nested: { list: [{ password: "s3cr3t" }, "https://example.org/?token=s3cr3t"], auth: { user: "u", pass: "s3cr3t" } },
    limit: 5,
    since: null,
  };
  expect(redactParameters(parameters)).toEqual({
    query: "fern",
    apiKey: "[redacted]",
    pageToken: "p2",
    nested: { list: [{ password: "[redacted]" }, "https://example.org/?token=[redacted]"], auth: "[redacted]" },
    limit: 5,
    since: null,
  });
  expect(parameters.apiKey, "the original is left alone").toBe("s3cr3t");
});

test("redactParameters() sees through class instances and URL objects", () => {
  class Options {
    readonly password = "s3cr3t";
  }
  const value = { options: new Options(), url: new URL("https://u:s3cr3t@example.org/?key=s3cr3t") };
  expect(JSON.stringify(redactParameters<unknown>(value))).not.toContain("s3cr3t");
});

test("redactParameters() keeps dates and bytes", () => {
  const value = { at: new Date(0), bytes: Buffer.from("x") };
  expect(redactParameters(value)).toEqual(value);
});

test("a key called __proto__ changes no prototype", () => {
  const value = JSON.parse('{"__proto__": {"token": "s3cr3t"}}') as object;
  const redacted = redactParameters(value);
  expect(JSON.stringify(redacted)).toBe('{"__proto__":{"token":"[redacted]"}}');
  expect(Object.getPrototypeOf(redacted)).toBe(Object.prototype);
});

test("what lies too deep or holds itself is replaced as a whole", () => {
  let deep: unknown = { password: "s3cr3t" };
  for (let depth = 0; depth < 200_000; depth += 1) deep = [deep];
  const circular: Record<string, unknown> = { query: "fern" };
  circular["again"] = [circular, circular];
  const shared = { limit: 5 };
  expect(JSON.stringify(redactParameters({ deep }))).toMatch(/^\{"deep":\[+"\[redacted\]"\]+\}$/);
  expect(redactParameters<unknown>(circular)).toEqual({ query: "fern", again: ["[redacted]", "[redacted]"] });
  expect(redactParameters([shared, shared])).toEqual([shared, shared]);
});

test("redactHeaders() replaces the values of secret headers, whatever their case", () => {
  const headers = {
    Authorization: "Basic dTpwYXNz",
    cookie: "sid=1",
    "set-cookie": ["sid=1", "b=2"],
    "X-API-Key": "s3cr3t",
    "Retry-After": "5",
    Location: "https://example.org/?token=s3cr3t",
    Link: ["<a>"],
  };
  expect(redactHeaders(headers)).toEqual({
    Authorization: "[redacted]",
    cookie: "[redacted]",
    "set-cookie": "[redacted]",
    "X-API-Key": "[redacted]",
    "Retry-After": "5",
    Location: "https://example.org/?token=[redacted]",
    Link: ["<a>"],
  });
});

test("collectSecrets() finds strings by name, below a secret name, and inside URLs", () => {
  const value = {
    apiKey: "one1",
    auth: { user: "two2", nested: ["three3"] },
    database: "postgres://u:fo%2Fur@h/db",
    repository: "https://ghp_five@example.org",
    feed: new URL("https://example.org/?key=six6&q=fern#access_token=seven7"),
    query: "fern",
    pageToken: "p2",
  };
  expect(collectSecrets(value)).toEqual(["one1", "two2", "three3", "fo/ur", "ghp_five", "six6", "seven7"]);
});

test("collectSecrets() takes long numbers for secrets, not limits, times and switches", () => {
  expect(collectSecrets({ apiKey: 12_345_678, token: 12_345_678_901n, session: 3_600, auth: true, count: 99_999_999 })).toEqual(["12345678", "12345678901"]);
});

test("collectSecrets() comes to an end in a value that is deep or holds itself", () => {
  let deep: unknown = ["s3cr3t"];
  for (let depth = 0; depth < 200_000; depth += 1) deep = [deep];
  const circular: Record<string, unknown> = { token: "t0k3n" };
  circular["again"] = circular;
  expect(collectSecrets([{ key: deep }, circular])).toEqual(["t0k3n"]);
});

const CHARS = 50_000;
const adversarial: Record<string, string> = {
  "one letter": "a".repeat(CHARS),
  "a long scheme that is none": `${"a".repeat(CHARS)} ://`,
  "question marks": `http://h/${"?".repeat(CHARS)}`,
  "question marks without a URL": "?".repeat(CHARS),
  ampersands: `http://h/?${"&a".repeat(CHARS / 2)}`,
  "user information without an end": `http://${"a:".repeat(CHARS / 2)}`,
  "at signs": `http://${"@".repeat(CHARS)}`,
  "percent signs": `http://h/?${"%".repeat(CHARS)}=1`,
  schemes: "a://".repeat(CHARS / 4),
  "secret keys": `http://h/?${"&token=".repeat(CHARS / 7)}`,
  "case changes": "aA".repeat(CHARS / 2),
  separators: "-_".repeat(CHARS / 2),
  spaces: " ".repeat(CHARS),
};

describe.each(Object.entries(adversarial))("50 KB of %s take less than 50 ms", (_, text) => {
  test.each([
    ["redactUrl", () => redactUrl(text)],
    ["redactParameters", () => redactParameters({ text, [text]: text })],
    ["redactHeaders", () => redactHeaders({ text, [text]: text })],
    ["collectSecrets", () => collectSecrets({ text, token: text })],
  ])("in %s()", (_name, call) => expect(fastestOf(3, call)).toBeLessThan(50));
});

/** The shortest of several runs in milliseconds, so that a busy machine does not count. */
function fastestOf(runs: number, call: () => unknown): number {
  const durations = Array.from({ length: runs }, () => {
    const begin = performance.now();
    call();
    return performance.now() - begin;
  });
  return Math.min(...durations);
}
