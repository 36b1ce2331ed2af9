import { expect, test } from "vitest";
import { parseDescriptor } from "./parse-descriptor.js";

function coreOf(attributes: string, fields = '<field index="0" term="http://rs.tdwg.org/dwc/terms/taxonID"/>'): string {
  return `<archive><core ${attributes}><files><location>a.txt</location></files>${fields}</core></archive>`;
}

test("parseDescriptor() fills in the guide's defaults", () => {
  expect(parseDescriptor(coreOf(""), ".").core).toEqual({
    rowType: "SimpleDarwinRecord",
    members: ["a.txt"],
    encoding: "UTF-8",
    delimiter: ",",
    quote: '"',
    newline: "\n",
    headerLines: 0,
    idIndex: null,
    fields: [{ name: "taxonID", index: 0, default: null }],
  });
});

test("parseDescriptor() reads escapes, prefixes, folders and several files", () => {
  const xml = `<?xml version="1.0"?><d:archive xmlns:d="http://rs.tdwg.org/dwc/text/"><!-- c -->
    <d:core encoding="latin1" fieldsTerminatedBy="\\t" linesTerminatedBy="\\r\\n" fieldsEnclosedBy='' ignoreHeaderLines="2" rowType="http://x.org/a#Taxon">
    <d:files><d:location> a.txt </d:location><d:location>sub/b.txt</d:location></d:files><d:id index="3"/></d:core></d:archive>`;
  expect(parseDescriptor(xml, "folder").core).toMatchObject({
    rowType: "Taxon",
    members: ["folder/a.txt", "folder/sub/b.txt"],
    delimiter: "\t",
    quote: "",
    headerLines: 2,
    idIndex: 3,
  });
});

test("parseDescriptor() understands a literal tab and newline, which XML turns into spaces", () => {
  expect(parseDescriptor(coreOf('fieldsTerminatedBy="\t" linesTerminatedBy="\n"'), ".").core).toMatchObject({ delimiter: "\t", newline: "\n" });
});

test("parseDescriptor() names the second of two terms with one short name in full", () => {
  const fields = '<field index="0" term="http://a.org/type"/><field index="1" term="http://b.org/type"/><field default="x" term="http://c.org/kind"/>';
  expect(parseDescriptor(coreOf("", fields), ".").core.fields).toEqual([
    { name: "type", index: 0, default: null },
    { name: "http://b.org/type", index: 1, default: null },
    { name: "kind", index: null, default: "x" },
  ]);
});

test.each([
  ["no core", "<archive/>"],
  ["two cores", coreOf("").replace("</archive>", "<core/></archive>")],
  ["a table without location", "<archive><core/></archive>"],
  ["a URL as location", coreOf("").replace("a.txt", "https://example.org/a.txt")],
  ["an unknown encoding", coreOf('encoding="klingon"')],
  ["a quote of two characters", coreOf('fieldsEnclosedBy="||"')],
  ["an index that is no number", coreOf("", '<field index="x" term="t"/>')],
  ["a negative index", coreOf("", '<field index="-1" term="t"/>')],
  ["a field without term", coreOf("", '<field index="1"/>')],
  ["an unusual line terminator", coreOf('linesTerminatedBy="|"')],
  ["no XML", "meta"],
  ["cut XML", coreOf("").slice(0, -5)],
  ["a DOCTYPE", `<!DOCTYPE archive SYSTEM "file:///etc/passwd">${coreOf("")}`],
  ["entities", `<!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>${coreOf("")}`],
  ["an undefined entity", coreOf("").replace("a.txt", "&a;")],
  ["deep nesting", "<a>".repeat(300_000)],
])("parseDescriptor() refuses %s", (_, xml) => {
  expect(() => parseDescriptor(xml, ".")).toThrow(Error);
});

test("parseDescriptor() takes a megabyte of numeric references in reasonable time", () => {
  const start = performance.now();
  parseDescriptor(coreOf("").replace("a.txt", "&#97;".repeat(200_000)), ".");
  expect(performance.now() - start).toBeLessThan(2000);
});
