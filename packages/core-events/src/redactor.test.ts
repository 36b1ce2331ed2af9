import { describe, expect, test } from "vitest";
import { collectSecrets } from "./redaction.js";
import { Redactor } from "./redactor.js";

const secret = 's3cr3t/42 ä+"\\\n&x';
const redactor = new Redactor([secret]);

const lowerHex = (text: string) => text.replace(/%[0-9A-F]{2}/g, (hex) => hex.toLowerCase());

test.each([
  ["as it is", secret],
  ["percent-encoded", encodeURIComponent(secret)],
  ["percent-encoded in lower case", lowerHex(encodeURIComponent(secret))],
  ["in a form", new URLSearchParams({ k: secret }).toString().slice(2)],
  ["in JSON", JSON.stringify(secret).slice(1, -1)],
  ["in JSON with escaped slashes", JSON.stringify(secret).slice(1, -1).replaceAll("/", "\\/")],
])("a secret is replaced %s", (_, form) => {
  expect(redactor.text(`before ${form} after ${form}`)).toBe("before [redacted] after [redacted]");
});

describe.each(["base64", "base64url"] as const)("a secret inside %s", (encoding) => {
  test.each([0, 1, 2, 3, 4, 5])("is replaced behind %i other bytes", (before) => {
    const text = Buffer.from("u".repeat(before) + secret + "tail").toString(encoding);
    const redacted = redactor.text(text);
    expect(redacted).toContain("[redacted]");
    expect(Buffer.from(redacted.split("[redacted]")[0] ?? "", encoding).toString()).not.toContain("s3c");
  });
});

test("a Basic header that holds a known password is replaced", () => {
  const header = `Basic ${Buffer.from("user:hunter22").toString("base64")}`;
  expect(new Redactor(["hunter22"]).text(header)).not.toContain(Buffer.from("hunter22").toString("base64").slice(2, 8));
});

test("what collectSecrets() finds is replaced in an echoed body and a stack trace", () => {
  const known = new Redactor(collectSecrets({ url: "https://u:p%40ssword@h/", apiKey: "abc123" }));
  expect(known.text('{"you sent": "abc123"}\n    at fetch (p@ssword) p%40ssword')).toBe(
    '{"you sent": "[redacted]"}\n    at fetch ([redacted]) [redacted]',
  );
});

test("secret keys of URLs inside a text are replaced without being known", () => {
  const text = 'GET "https://u:p@h/?token=abc&q=1" and (http://[::1]/?key=d) failed';
  const redacted = new Redactor([]).text(text);
  expect(redacted).toContain('"https://[redacted]@h/?token=[redacted]&q=1"');
  expect(redacted).not.toContain("key=d");
  expect(redacted).toContain("failed");
});

test("overlapping secrets leave nothing of either", () => {
  expect(new Redactor(["abcdef", "defghi"]).text("<abcdefghi>")).toBe("<[redacted]>");
  expect(new Redactor(["abcd", "abcdefgh", "cdef"]).text("<abcdefgh>")).toBe("<[redacted]>");
});

test.each([
  ["GET /v1/works?api_key=other&q=fern failed", "GET /v1/works?api_key=[redacted]&q=fern failed"],
  ['"?token=other"', '"?token=[redacted]"'],
  ["(https://example.org/?sig=other", "(https://example.org/?sig=[redacted]"],
  ["why? token=other", "why? token=other"],
])("a secret query key is seen without a host: %s", (text, expected) => {
  expect(redactor.text(text)).toBe(expected);
});

test("the mark itself is not replaced", () => {
  const both = new Redactor(["redacted", "s3cr3t"]);
  expect(both.text("s3cr3t")).toBe("[redacted]");
});

test("secrets shorter than four characters are left", () => {
  expect(new Redactor(["", "a", "abc"]).text("abc a")).toBe("abc a");
});

test("text without a secret comes back as it is", () => {
  expect(redactor.text("nothing here: %, \\, [redacted]")).toBe("nothing here: %, \\, [redacted]");
});

test("a secret is never read as a pattern", () => {
  expect(new Redactor([".*+?^${}()|[]\\"]).text("a .*+?^${}()|[]\\ b")).toBe("a [redacted] b");
  expect(new Redactor(["a.c.e"]).text("abcde")).toBe("abcde");
});

test("a secret with a lone surrogate does no harm", () => {
  expect(new Redactor(["key\ud800"]).text("the key\ud800 is")).toBe("the [redacted] is");
});

test("a secret of 50 KB is replaced, and takes less than 50 ms", () => {
  const key = Array.from({ length: 5_000 }, (_, n) => String(n * 7_919).padStart(10, "k")).join("");
  const begin = performance.now();
  expect(new Redactor([key]).text(`x${key}y`)).toBe("x[redacted]y");
  expect(performance.now() - begin).toBeLessThan(50);
});

test("value() replaces by name, by value and in keys, at any depth", () => {
  const value = { token: "other", note: `it is ${secret}`, list: [secret, 1, null], [secret]: true };
  expect(redactor.value<unknown>(value)).toEqual({ token: "[redacted]", note: "it is [redacted]", list: ["[redacted]", 1, null], "[redacted]": true });
});

test.each([
  ["one letter", "a".repeat(50_000)],
  ["a long scheme that is none", `${"a".repeat(50_000)} ://`],
  ["schemes", "a://".repeat(12_500)],
  ["question marks in a URL", `http://h/${"?".repeat(50_000)}`],
  ["almost the secret", "s3cr3t/4".repeat(6_250)],
  ["the secret", "aaaaaaaaab".repeat(5_000)],
])("50 KB of %s take less than 50 ms", (_, text) => {
  const many = new Redactor([secret, "aaaaaaaaab", "a".repeat(40) + "b", `${"a".repeat(5_000)}b`]);
  const durations = [1, 2, 3].map(() => {
    const begin = performance.now();
    many.value({ text });
    return performance.now() - begin;
  });
  expect(Math.min(...durations)).toBeLessThan(50);
});
