import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { adapterContract } from "@sluice/core-events/testing";
import { describe, expect, test } from "vitest";
import { csv } from "./csv.js";
import { runAdapter } from "./testing/run-adapter.js";
import { fixture, TemporaryFolder } from "./testing/temporary-folder.js";

describe("csv keeps the adapter contract with comma-separated files", () => {
  const input = [fixture("puma-museum-specimens.csv"), fixture("puma-museum-specimens.csv")];
  for (const { title, run } of adapterContract({ adapter: () => csv(), parameters: { input }, items: 400 })) test(title, run);
});

describe("csv keeps the adapter contract with tab-separated files", () => {
  const parameters = { input: fixture("mobot-tropicos-specimens.tsv"), delimiter: "tab", idField: "occurrenceID" };
  for (const { title, run } of adapterContract({ adapter: () => csv(), parameters, items: 3 })) test(title, run);
});

test("csv() gives records by column name, behind a byte order mark too", async () => {
  const parameters = { input: fixture("mobot-tropicos-specimens.tsv"), delimiter: "\\t", idField: "occurrenceID", titleField: "scientificName" };
  const { documents, errors } = await runAdapter(csv(), parameters);
  expect(errors).toEqual([]);
  expect(documents.map(({ docId, title }) => [docId, title])).toEqual([
    ["MO:Tropicos:1", "Thelypteris minutula C.V. Morton"],
    ["MO:Tropicos:2", "Polypodium polypodioides subsp. ecklonii (Kunze) Schelpe"],
    ["MO:Tropicos:3", "Blechnum asplenioides Sw."],
  ]);
  expect(documents[0]?.raw).toMatchObject({ catalogNumber: "1", country: "Ecuador", day: "" });
});

test("csv() reads a last line without newline", async () => {
  const { documents, errors } = await runAdapter(csv(), { input: fixture("ebird.tab.txt"), delimiter: "\t", idField: "OCCURRENCEID" });
  expect([documents.length, errors.length]).toEqual([8, 0]);
  expect(documents.at(-1)?.docId).toMatch(/^urn:catalog:/);
});

test("csv() fails rows with another number of fields alone, with file and line", async () => {
  const { documents, errors } = await runAdapter(csv(), { input: fixture("puma-museum-specimens.csv") });
  expect(errors[0]?.message).toBe("Cannot read line 17 of puma-museum-specimens.csv: expected 14 fields, received 12");
  expect(errors[0]).toMatchObject({ code: "RECORD_MALFORMED", context: { file: "puma-museum-specimens.csv", line: 17 } });
  expect(documents.length + errors.length).toBe(200);
});

test("csv() fills short rows up where it is told to", async () => {
  const { documents, errors } = await runAdapter(csv(), { input: fixture("puma-museum-specimens.csv"), shortRows: "fill" });
  expect(documents).toHaveLength(198);
  expect(errors.map(({ message }) => message)).toEqual(
    [174, 175].map((line) => `Cannot decode line ${line} of puma-museum-specimens.csv: expected utf-8, received other bytes`),
  );
  expect(documents[15]?.raw).toMatchObject({ Genus: "Puma", Country: "", DecimalLatitude: "", DecimalLongitude: "" });
});

test("csv() fails records that are not UTF-8 and stores no replacement character", async () => {
  const { documents, errors, raws } = await runAdapter(csv(), { input: fixture("borza-occurrences.txt"), delimiter: "tab" });
  expect([documents.length, errors.length]).toEqual([0, 20]);
  expect(errors[0]?.message).toBe("Cannot decode line 2 of borza-occurrences.txt: expected utf-8, received other bytes");
  expect(JSON.stringify(raws)).not.toContain("\ufffd");
  const line = readFileSync(fixture("borza-occurrences.txt"), "latin1").split("\n")[1]!;
  expect(Buffer.from(raws[0]!.base64!, "base64").toString("latin1")).toBe(line);
});

test("csv() reads the same records in their own encoding", async () => {
  const parameters = { input: fixture("borza-occurrences.txt"), delimiter: "tab", encoding: "windows-1252", shortRows: "fill" };
  const { documents, errors } = await runAdapter(csv(), parameters);
  expect([documents.length, errors.length]).toEqual([20, 0]);
  expect(documents[0]?.raw).toMatchObject({ identifiedBy: "Péter Borza", scientificNameAuthorship: "(Martynov, 1924)" });
});

test("csv() passes good records around one that is not UTF-8", async () => {
  using folder = new TemporaryFolder();
  const bytes = Buffer.concat([Buffer.from("id,name\n1,a\n2,P"), Buffer.of(0xe9), Buffer.from("ter\n3,é\n")]);
  const { documents, errors } = await runAdapter(csv(), { input: folder.file("a.csv", bytes) });
  expect(documents.map(({ docId }) => docId)).toEqual(["1", "3"]);
  expect(errors).toHaveLength(1);
});

test("csv() reads newlines, delimiters and quotes in quoted fields", async () => {
  using folder = new TemporaryFolder();
  const { documents } = await runAdapter(csv(), { input: folder.file("a.csv", 'id,text\r\n1,"a\r\nb, ""c"""\r\n2,d\r\n'), textField: "text" });
  expect(documents.map(({ text }) => text)).toEqual(['a\r\nb, "c"', "d"]);
});

test("csv() loses one line to a broken quote, not the rest of the file", async () => {
  using folder = new TemporaryFolder();
  const input = folder.file("a.csv", `id,name\n1,"broken\n${Array.from({ length: 500 }, (_, n) => `${n + 2},"x"\n`).join("")}`);
  const { documents, errors } = await runAdapter(csv(), { input });
  expect(errors).toMatchObject([{ code: "RECORD_MALFORMED", context: { line: 2 } }]);
  expect(errors[0]?.message).toBe("Cannot read line 2 of a.csv: expected a delimiter behind a closing quote, received other text");
  expect(documents).toHaveLength(500);
});

test("csv() fails the last record of a file that ends inside a quoted field", async () => {
  using folder = new TemporaryFolder();
  const { documents, errors } = await runAdapter(csv(), { input: folder.file("a.csv", 'id,name\n1,a\n2,"cut of') });
  expect(documents.map(({ docId }) => docId)).toEqual(["1"]);
  expect(errors).toMatchObject([{ code: "SOURCE_TRUNCATED" }]);
  expect(errors[0]?.message).toBe("Cannot read line 3 of a.csv: expected a closing quote, received the end of the file");
});

test("csv() reads without header and without quotes", async () => {
  using folder = new TemporaryFolder();
  const parameters = { input: folder.file("a.txt", '"a;b\nc;d\n'), header: "false", quote: "", delimiter: ";", idField: "c2" };
  const { documents } = await runAdapter(csv(), parameters);
  expect(documents.map(({ docId, raw }) => [docId, raw])).toEqual([
    ["b", { c1: '"a', c2: "b" }],
    ["d", { c1: "c", c2: "d" }],
  ]);
});

test("csv() keeps a column named __proto__ as data and names blank columns", async () => {
  using folder = new TemporaryFolder();
  const { documents } = await runAdapter(csv(), { input: folder.file("a.csv", "__proto__,,constructor\n1,2,3\n") });
  expect(JSON.stringify(documents[0]?.raw)).toBe('{"__proto__":"1","c2":"2","constructor":"3"}');
  expect(Object.getPrototypeOf(documents[0]?.raw)).toBe(Object.prototype);
});

test("csv() refuses a file whose lines end with carriage returns alone", async () => {
  using folder = new TemporaryFolder();
  const run = runAdapter(csv(), { input: folder.file("old.csv", "id,name\r1,fern\r2,moss\r") });
  await expect(run).rejects.toMatchObject({ code: "SOURCE_UNREADABLE", message: expect.stringContaining("carriage returns (CR) alone") as string });
});

test("csv() refuses a header that names a column twice", async () => {
  using folder = new TemporaryFolder();
  const run = runAdapter(csv(), { input: folder.file("a.csv", "id,name,id,name,x\n1,2,3,4,5\n") });
  await expect(run).rejects.toThrow('expected a header with distinct names, received more than one "id", "name"');
});

test("csv() refuses a header that cannot be decoded", async () => {
  using folder = new TemporaryFolder();
  const run = runAdapter(csv(), { input: folder.file("a.csv", Buffer.from("id,é\n1,2\n", "latin1")) });
  await expect(run).rejects.toMatchObject({ code: "SOURCE_UNREADABLE" });
});

test("csv() gives nothing for an empty file", async () => {
  using folder = new TemporaryFolder();
  expect((await runAdapter(csv(), { input: folder.file("a.csv", "") })).raws).toEqual([]);
});

test("csv() reads on from every mark, with quoted newlines, gzip and several files", async () => {
  using folder = new TemporaryFolder();
  const content = `\ufeffid,text\n${Array.from({ length: 700 }, (_, n) => `${n},"é\n${n}"\n`).join("")}`;
  const input = [folder.file("a.csv", content), folder.file("b.csv.gz", gzipSync(content))];
  const { marks, raws } = await runAdapter(csv(), { input });
  expect(marks.length).toBeGreaterThan(4);
  for (const { cursor, before } of marks) {
    expect((await runAdapter(csv(), { input }, { cursor })).raws).toEqual(raws.slice(before));
  }
});

test("csv() fails a record beyond maxRecordBytes alone", async () => {
  using folder = new TemporaryFolder();
  const input = folder.file("a.csv", `id,text\n1,a\n2,"${"x\n".repeat(50_000)}"\n`);
  const { documents, errors } = await runAdapter(csv({ maxRecordBytes: 1000 }), { input });
  expect(documents.map(({ docId }) => docId)).toEqual(["1"]);
  expect(errors[0]).toMatchObject({ code: "RECORD_TOO_LARGE" });
});

test("csv() takes its parameters as text from a command line", () => {
  const { parameters } = csv();
  const parsed = parameters?.parse({ input: "a.csv", header: "no", delimiter: "tab", quote: "" });
  expect(parsed).toMatchObject({ header: false, delimiter: "\t", quote: "", encoding: "utf-8", shortRows: "fail" });
  expect(parameters?.safeParse({ input: "a.csv", quote: "''" }).success).toBe(false);
  expect(parameters?.safeParse({ input: "a.csv", delimiter: "\n" }).success).toBe(false);
});

test("csv() estimates its records from the lines", async () => {
  const adapter = csv();
  const parameters = adapter.parameters!.parse({ input: fixture("puma-museum-specimens.csv") });
  expect(await adapter.estimateTotal?.({ parameters, signal: new AbortController().signal, emit: () => undefined, circuitChanged: () => undefined })).toBe(200);
});
