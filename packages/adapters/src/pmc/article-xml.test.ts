import { expect, test } from "vitest";
import { articleXml } from "./article-xml.js";

const read = (text: string, contentType = "text/xml"): string => articleXml({ bytes: Buffer.from(text), headers: { "content-type": contentType } }, "http://x/");

test.each([
  "<?xml version='1.0'?><!DOCTYPE a><a><b/></a>",
  "<pmc-articleset/>",
  "<a>x</a>\n<!-- served by 7 -->\n",
  '<!-- a note --><pmc-articleset xmlns="x"><article/></pmc-articleset>',
])("%s is whole", (xml) => expect(read(xml)).toBe(xml));

test.each(["<a><b></b>", "<a>", '<?xml version="1.0"?><pmc-articleset><article></article>'])("D15: %s is cut", (xml) => {
  expect(() => read(xml)).toThrow(expect.objectContaining({ code: "SOURCE_TRUNCATED" }));
});

test.each([["", "text/xml"], ["  ", "text/xml"], ["{}", "text/xml"], ["<a/>", "text/html"], ["<!DOCTYPE html><html></html>", "text/xml"], ["<HTML></HTML>", "text/plain"]])("D17: %j as %s is no answer", (text, type) => {
  expect(() => read(text, type)).toThrow(expect.objectContaining({ code: "HTTP_BAD_PAYLOAD", retryable: true }));
});
