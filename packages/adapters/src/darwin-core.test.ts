import { readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { adapterContract } from "@sluice/core-events/testing";
import { describe, expect, test } from "vitest";
import { darwinCore } from "./darwin-core.js";
import { runAdapter } from "./testing/run-adapter.js";
import { fixture, TemporaryFolder } from "./testing/temporary-folder.js";
import { zipOf } from "./testing/zip-of.js";

const aafc = fixture("aafc-herbarium-ocr.dwca.zip");
const pontaurus = fixture("pontaurus-occurrences.dwca.zip");
const plazi = fixture("plazi-treatment.dwca.zip");

const term = (name: string): string => `http://rs.tdwg.org/dwc/terms/${name}`;

/** A small archive: two taxa, and vernacular names in an order of their own, one of them of no taxon. */
const descriptor = `<?xml version="1.0"?>
<archive xmlns="http://rs.tdwg.org/dwc/text/">
  <core rowType="${term("Taxon")}" fieldsTerminatedBy="\\t" fieldsEnclosedBy="" ignoreHeaderLines="1">
    <files><location>taxa.txt</location></files>
    <id index="0"/>
    <field index="1" term="${term("scientificName")}"/>
    <field index="2" default="unknown" term="${term("taxonRank")}"/>
    <field default="CC0" term="http://purl.org/dc/terms/license"/>
    <field index="3" term="http://purl.org/dc/terms/references"/>
  </core>
  <extension rowType="http://rs.gbif.org/terms/1.0/VernacularName">
    <files><location>names.csv</location></files>
    <coreid index="1"/>
    <field index="0" term="${term("vernacularName")}"/>
  </extension>
</archive>`;
const taxa = "id\tname\trank\tlink\nt1\tBellis perennis\tspecies\thttps://example.org/t1\nt2\tBellis\t\tnot a link\n\tAster\t\t\n";
const names = "daisy,t2\nlost,t9\nGänseblümchen,t1\nMaßliebchen,t1\n";
const archive = { "meta.xml": descriptor, "taxa.txt": taxa, "names.csv": names };

describe.each([
  ["one core", aafc, 2702],
  ["a subfolder", pontaurus, 1534],
  ["extensions", plazi, 10],
])("darwinCore keeps the adapter contract with %s", (_, input, items) => {
  for (const { title, run } of adapterContract({ adapter: () => darwinCore(), parameters: { input }, items })) test(title, run);
});

test("darwinCore() joins extension rows in any order and reports orphans with their count", async () => {
  using folder = new TemporaryFolder();
  const { documents, errors, events } = await runAdapter(darwinCore(), { input: folder.file("a.zip", zipOf(archive)) });
  expect(errors).toEqual([]);
  expect(documents.map(({ docId, title }) => [docId, title])).toEqual([["t1", "Bellis perennis"], ["t2", "Bellis"], ["a.zip:3", "Aster"]]);
  expect(documents[0]).toEqual({
    docId: "t1",
    title: "Bellis perennis",
    text: null,
    metadata: { scientificName: "Bellis perennis", taxonRank: "species", license: "CC0", references: "https://example.org/t1", rowType: "Taxon" },
    provenance: { source: "darwin-core", license: "CC0", url: "https://example.org/t1" },
    raw: {
      core: { scientificName: "Bellis perennis", taxonRank: "species", license: "CC0", references: "https://example.org/t1" },
      extensions: { VernacularName: [{ vernacularName: "Gänseblümchen" }, { vernacularName: "Maßliebchen" }] },
    },
  });
  expect(documents[1]).toMatchObject({ metadata: { taxonRank: "unknown" }, provenance: { source: "darwin-core", license: "CC0" } });
  expect(documents[1]?.provenance.url).toBeUndefined();
  expect(events).toEqual([{ name: "orphan-extension-rows", payload: { file: "a.zip", rowType: "VernacularName", rows: 1, examples: ["t9"] } }]);
});

test("darwinCore() counts the same orphans after a resume", async () => {
  using folder = new TemporaryFolder();
  const input = folder.file("a.zip", zipOf(archive));
  const { raws, events } = await runAdapter(darwinCore(), { input }, { cursor: { file: 0, record: 2 } });
  expect(raws.map(({ docId }) => docId)).toEqual(["a.zip:3"]);
  expect(events).toMatchObject([{ payload: { rows: 1 } }]);
});

test("darwinCore() reads real treatments with descriptions, citations and media", async () => {
  const { documents, events } = await runAdapter(darwinCore(), { input: plazi });
  const [first] = documents;
  expect(first).toMatchObject({ docId: "DD313985288F551F7861D9CD5EE60824.taxon", title: "Draposa zhanjiangensis" });
  expect(first?.text).toMatch(/^Type material\. Holotype ♀: China.*\n\nDiagnosis\. Male may be distinguished/s);
  const { extensions } = first?.raw as { extensions: Record<string, unknown[]> };
  expect(extensions).toMatchObject({ Occurrence: { length: 2 }, Description: { length: 2 }, Document: { length: 1 }, Reference: { length: 1 } });
  expect(extensions["Occurrence"]?.[0]).toMatchObject({ basisOfRecord: "PreservedSpecimen", typeStatus: "Holotype" });
  expect(events).toEqual([]);
});

test("darwinCore() reads a real herbarium whose descriptor lies in a subfolder", async () => {
  const { documents, errors } = await runAdapter(darwinCore(), { input: pontaurus });
  expect([documents.length, errors.length]).toEqual([1534, 0]);
  expect(documents[0]).toMatchObject({
    docId: "3170b210-6254-43d3-9740-de18b261b594",
    title: "Ballota acetabulosa (L.) Benth.",
    metadata: { Collector: "Markus Döring", rowType: "DarwinCore" },
  });
});

test("darwinCore() follows the header where the descriptor plainly describes other columns, and says so", async () => {
  const { documents, events } = await runAdapter(darwinCore(), { input: aafc });
  const withTerm = (name: string): number => documents.filter(({ metadata }) => name in metadata).length;
  expect([documents.length, withTerm("catalogNumber"), withTerm("recordedBy"), withTerm("basisOfRecord")]).toEqual([2702, 915, 296, 2702]);
  expect(new Set(documents.map(({ docId }) => docId)).size).toBe(2702);
  expect(events.map(({ name }) => name)).toEqual(["extension-missing", "descriptor-overruled", "columns-missing"]);
});

test("darwinCore() follows the descriptor against the header where it is told to", async () => {
  const { documents } = await runAdapter(darwinCore(), { input: aafc, columns: "descriptor" });
  expect(documents[0]).toMatchObject({ docId: "PreservedSpecimen", metadata: { recordedBy: "vision" } });
});

test("darwinCore() reads a single data file without descriptor as Simple Darwin Core", async () => {
  using folder = new TemporaryFolder();
  const data = `catalogNumber,${term("scientificName")},occurrenceID\n7,"Aster, alpine",o1\n8,Bellis,\n`;
  const input = folder.file("a.zip", zipOf({ "occurrence.csv": data, "__MACOSX/._occurrence.csv": "x", "eml.xml": "<eml/>" }));
  const { documents } = await runAdapter(darwinCore(), { input });
  expect(documents.map(({ docId, title }) => [docId, title])).toEqual([["o1", "Aster, alpine"], ["a.zip:2", "Bellis"]]);
  expect(documents[0]?.metadata).toEqual({ catalogNumber: "7", scientificName: "Aster, alpine", occurrenceID: "o1", rowType: "SimpleDarwinRecord" });
});

test("darwinCore() fails a broken row alone and counts broken extension rows", async () => {
  using folder = new TemporaryFolder();
  const brokenTaxa = Buffer.concat([Buffer.from("id\tname\trank\tlink\nt1\tP"), Buffer.of(0xe9), Buffer.from("\tx\ty\nt2\tshort\nt3\tAster\t\t\n")]);
  const input = folder.file("a.zip", zipOf({ ...archive, "taxa.txt": brokenTaxa, "names.csv": "daisy,t3\nalone\n" }));
  const { documents, errors, events } = await runAdapter(darwinCore(), { input });
  expect(documents.map(({ docId }) => docId)).toEqual(["t3"]);
  expect(errors.map(({ message }) => message)).toEqual([
    "Cannot decode line 2 of taxa.txt: expected utf-8, received other bytes",
    "Cannot read line 3 of taxa.txt: expected 4 fields, received 2",
  ]);
  expect(events).toEqual([
    {
      name: "extension-rows-malformed",
      payload: { rowType: "VernacularName", rows: 1, examples: ["Cannot read line 2 of names.csv: expected at least 2 fields, received 1"] },
    },
  ]);
});

test("darwinCore() fails a record whose extension rows outgrow the limit", async () => {
  using folder = new TemporaryFolder();
  const input = folder.file("a.zip", zipOf({ ...archive, "names.csv": "daisy,t2\n".repeat(1000) }));
  const { documents, errors } = await runAdapter(darwinCore({ maxRecordBytes: 5000 }), { input });
  expect(documents.map(({ docId }) => docId)).toEqual(["t1", "a.zip:3"]);
  expect(errors).toMatchObject([{ code: "RECORD_TOO_LARGE" }]);
  expect(errors[0]?.message).toBe("Cannot join t2 in a.zip: expected extension rows of at most 5000 bytes (maxRecordBytes), received more");
});

test("darwinCore() reads several archives and every row from every mark", async () => {
  const input = [plazi, pontaurus, plazi];
  const { marks, raws } = await runAdapter(darwinCore(), { input });
  expect(raws).toHaveLength(10 + 1534 + 10);
  for (const { cursor, before } of [marks[0]!, marks[1]!, marks.at(-2)!, marks.at(-1)!]) {
    const rest = await runAdapter(darwinCore(), { input }, { cursor });
    expect(rest.raws.map(({ docId }) => docId)).toEqual(raws.slice(before).map(({ docId }) => docId));
  }
});

test.each([
  ["is no ZIP file", Buffer.from("PK, but not really")],
  ["is cut short", zipOf(archive).subarray(0, -30)],
  ["has neither descriptor nor a single data file", zipOf({ "a.csv": "x\n", "b.csv": "y\n" })],
  ["has two descriptors at one depth", zipOf({ "a/meta.xml": descriptor, "b/meta.xml": descriptor })],
  ["names a core file that is not there", zipOf({ "meta.xml": descriptor })],
  ["declares another size", zipOf(archive, { "taxa.txt": { size: 20 } })],
  ["declares another checksum", zipOf(archive, { "taxa.txt": { checksum: 7 } })],
  ["has a descriptor with DOCTYPE", zipOf({ ...archive, "meta.xml": `<!DOCTYPE a [<!ENTITY x "y">]>${descriptor.slice(22)}` })],
  ["has a descriptor beyond 1 MiB", zipOf({ ...archive, "meta.xml": descriptor + " ".repeat(1_100_000) })],
  ["has a member with an unsafe name", zipOf({ ...archive, "../escape.txt": "x" })],
])("darwinCore() refuses an archive that %s", async (_, bytes) => {
  using folder = new TemporaryFolder();
  const run = runAdapter(darwinCore(), { input: folder.file("a.zip", bytes) });
  await expect(run).rejects.toMatchObject({ code: "SOURCE_UNREADABLE" });
});

test("darwinCore() refuses a member beyond maxMemberBytes", async () => {
  using folder = new TemporaryFolder();
  const bomb = zipOf({ ...archive, "taxa.txt": Buffer.alloc(20_000_000, "x") });
  const run = runAdapter(darwinCore({ maxMemberBytes: 1_000_000 }), { input: folder.file("a.zip", bomb) });
  await expect(run).rejects.toThrow("expected at most 1000000 bytes (maxMemberBytes), received 20000000");
});

test("darwinCore() says that an archive is encrypted", async () => {
  using folder = new TemporaryFolder();
  const run = runAdapter(darwinCore(), { input: folder.file("a.zip", zipOf(archive, { "taxa.txt": { isEncrypted: true } })) });
  await expect(run).rejects.toMatchObject({ code: "SOURCE_UNREADABLE", message: expect.stringContaining("taxa.txt in") as string });
  await expect(run).rejects.toThrow("expected an archive without a password, received an encrypted member");
});

test("darwinCore() refuses a core whose lines end with carriage returns that meta.xml does not speak of", async () => {
  using folder = new TemporaryFolder();
  const run = runAdapter(darwinCore(), { input: folder.file("a.zip", zipOf({ ...archive, "taxa.txt": taxa.replaceAll("\n", "\r") })) });
  await expect(run).rejects.toThrow("carriage returns (CR) alone");
});

test("darwinCore() estimates its records from the rows of the core", async () => {
  using folder = new TemporaryFolder();
  const { signal } = new AbortController();
  const estimate = async (input: string | string[]): Promise<unknown> => darwinCore().estimateTotal?.({ parameters: { input, columns: "auto" }, signal, emit: () => undefined, circuitChanged: () => undefined });
  expect(await estimate([aafc, pontaurus])).toBe(2702 + 1534);
  const large = `id\tname\trank\tlink\n${Array.from({ length: 2_000_000 }, (_, n) => `t${n}\tBellis perennis\tspecies\tnot a link\n`).join("")}`;
  const rows = await estimate(folder.file("large.zip", zipOf({ ...archive, "taxa.txt": large })));
  expect(rows).toBeGreaterThan(1_900_000);
  expect(rows).toBeLessThan(2_100_000);
});

test("darwinCore() leaves no file in the temporary directory", async () => {
  const before = readdirSync(tmpdir()).filter((name) => name.includes("sluice-darwin") || name.includes("etilqs"));
  const adapter = darwinCore();
  const context = {
    parameters: adapter.parameters!.parse({ input: plazi }),
    signal: new AbortController().signal,
    cursor: null,
    mark: () => undefined,
    expect: () => undefined,
    emit: () => undefined,
    retrying: () => undefined,
    circuitChanged: () => undefined,
  };
  for await (const _ of adapter.fetch(context)) break;
  expect(readdirSync(tmpdir()).filter((name) => name.includes("sluice-darwin") || name.includes("etilqs"))).toEqual(before);
});

test("darwinCore() holds many extension rows in bounded memory", async () => {
  using folder = new TemporaryFolder();
  const rows = Array.from({ length: 200_000 }, (_, n) => `${"x".repeat(200)}-${n},t${(n * 7919) % 100_000}\n`).join("");
  const input = folder.file("a.zip", zipOf({ ...archive, "taxa.txt": "id\tname\trank\tlink\nt1\ta\tb\tc\n", "names.csv": rows }));
  const before = process.memoryUsage().rss;
  const { documents, events } = await runAdapter(darwinCore(), { input });
  expect(documents[0]?.raw).toMatchObject({ extensions: { VernacularName: { length: 2 } } });
  expect(events).toMatchObject([{ name: "orphan-extension-rows", payload: { rows: 199_998 } }]);
  expect(process.memoryUsage().rss - before).toBeLessThan(150_000_000);
});

test("darwinCore() ends with the signal's reason while it loads extensions", async () => {
  using folder = new TemporaryFolder();
  const input = folder.file("a.zip", zipOf({ ...archive, "names.csv": "daisy,t2\n".repeat(300_000) }));
  const reason = new Error("stop");
  const controller = new AbortController();
  setTimeout(() => controller.abort(reason), 20);
  await expect(runAdapter(darwinCore(), { input }, { signal: controller.signal })).rejects.toBe(reason);
});

test("darwinCore() prints no warning on loading its database", async () => {
  const warnings: Error[] = [];
  const remember = (warning: Error): void => void warnings.push(warning);
  process.on("warning", remember);
  await runAdapter(darwinCore(), { input: plazi });
  await new Promise(setImmediate);
  process.off("warning", remember);
  expect(warnings).toEqual([]);
});
