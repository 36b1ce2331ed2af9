import { expect, test } from "vitest";
import { HostPolicy } from "./host-policy.js";

test("a host is allowed on all its ports, or on the one named", () => {
  const policy = new HostPolicy(["LocalHost", "10.0.0.7:8080", "[::1]:80"]);
  expect(policy.allows("localhost", "1234")).toBe(true);
  expect(policy.allows("10.0.0.7", "8080")).toBe(true);
  expect(policy.allows("10.0.0.7", "80")).toBe(false);
  expect(policy.allows("[::1]", "80")).toBe(true);
  expect(policy.allows("[::1]", "81")).toBe(false);
});

test("neither a trailing dot nor a subdomain counts as the name", () => {
  const policy = new HostPolicy(["localhost"]);
  expect(policy.allows("localhost.", "80")).toBe(false);
  expect(policy.allows("a.localhost", "80")).toBe(false);
});

test("an address is the same in all its forms", () => {
  expect(new HostPolicy(["2130706433"]).allows("127.0.0.1", "80")).toBe(true);
});

test.each(["", "http://localhost", "localhost/", "localhost/path", "user@localhost", "a b", "localhost:x", "localhost?x", "localhost:99999"])(
  "'%s' is refused as an entry",
  (entry) => expect(() => new HostPolicy([entry])).toThrow(TypeError),
);

test("one entry that is no list is refused", () => {
  expect(() => new HostPolicy("localhost" as never)).toThrow(new TypeError('Cannot allow hosts: expected a list of "host" or "host:port", received "localhost"'));
});

test.each(["file:///etc/passwd", "ftp://example.org/", "data:application/json,[]", "gopher://example.org/", "unix:/run/x.sock"])(
  "D35: %s is refused",
  (url) => expect(() => new HostPolicy().assertScheme(new URL(url))).toThrow(expect.objectContaining({ code: "HOST_FORBIDDEN" })),
);
