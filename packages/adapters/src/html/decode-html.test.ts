import { expect, test } from "vitest";
import { decodeHtml } from "./decode-html.js";

function decode(bytes: Buffer, { contentType = "", charset }: { contentType?: string; charset?: string } = {}): readonly [text: string, encoding: string] {
  const { text, encoding } = decodeHtml(bytes, { docId: "page", contentType, charset });
  return [text, encoding];
}

const latin = (text: string): Buffer => Buffer.from(text, "latin1");

test("a byte order mark comes before the caller, the caller before the server, the server before the page", () => {
  const page = '<meta charset="shift_jis">é';
  expect(decode(Buffer.from(`\ufeff${page}`), { contentType: "text/html; charset=latin1", charset: "latin1" })).toEqual([page, "utf-8"]);
  expect(decode(Buffer.from("\ufeffé", "utf16le"), { contentType: "text/html; charset=latin1" })).toEqual(["é", "utf-16le"]);
  expect(decode(Buffer.from(page), { contentType: "text/html; charset=latin1", charset: "utf-8" })).toEqual([page, "utf-8"]);
  expect(decode(latin(page), { contentType: 'text/html; Charset="ISO-8859-1"' })).toEqual([page, "windows-1252"]);
});

test.each([
  ['<meta charset=iso-8859-1>é', "windows-1252"],
  ["<META http-equiv='Content-Type' content='text/html; charset = windows-1252'>é", "windows-1252"],
  ['<?xml version="1.0" encoding="ISO-8859-15"?><html>é', "iso-8859-15"],
])("%j says its own encoding", (page, encoding) => {
  expect(decode(latin(page))).toEqual([page, encoding]);
});

test("labels that are unknown, commented out or impossible do not count", () => {
  expect(decode(Buffer.from("<!-- <meta charset=latin1> --><meta charset=klingon>é"))[1]).toBe("utf-8");
  expect(decode(Buffer.from("<meta charset=utf-16>é"))[1]).toBe("utf-8");
  expect(decode(Buffer.from("é"), { contentType: "text/html; charset=klingon" })[1]).toBe("utf-8");
});

test("D21: bytes outside the encoding are an error, never replaced", () => {
  expect(() => decode(latin("é"))).toThrow("Cannot decode page: expected utf-8, received other bytes (nothing declares another encoding; give charset)");
  expect(() => decode(latin("é"), { contentType: "text/html; charset=utf-8" })).toThrow(/received other bytes$/);
});

test("D31: 50 KB of hostile declarations are searched in less than 50 ms", () => {
  for (const part of ["<meta ", "<meta charset=", "<!--", "<?xml encoding", 'charset = "']) {
    const started = performance.now();
    decode(Buffer.from(part.repeat(10_000)), { contentType: part.repeat(10_000) });
    expect(performance.now() - started).toBeLessThan(50);
  }
});
