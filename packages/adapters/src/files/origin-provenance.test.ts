import { expect, test } from "vitest";
import { originProvenance, sha256Of } from "./origin-provenance.js";

const sha256 = "f0a5da17e0ffa3a21c2b07c964d465799eb0deb62905ccb1b271ce7716614746";

test("a file is named by its URL and told by its digest", () => {
  const before = Date.now();
  const provenance = originProvenance("files", { sha256, path: "/data/a b.md", url: null, retrievedAt: null });
  expect(provenance).toEqual({ source: "files", url: "file:///data/a%20b.md", retrievedAt: expect.any(Number) as number, version: `sha256:${sha256}` });
  expect(sha256Of(Buffer.from("fern"))).toBe(sha256);
  expect(provenance.retrievedAt).toBeGreaterThanOrEqual(before);
});

test("what a server says of version and time counts, and a licence is kept", () => {
  const origin = { sha256, path: undefined, url: "https://example.org/a", etag: '"v1"', retrievedAt: 7, license: "https://creativecommons.org/licenses/by/4.0/" };
  expect(originProvenance("html", origin)).toEqual({ source: "html", url: "https://example.org/a", retrievedAt: 7, version: '"v1"', license: "https://creativecommons.org/licenses/by/4.0/" });
});
