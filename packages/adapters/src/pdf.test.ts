import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { pathToFileURL } from "node:url";
import { type Document, documentSchema, SluiceError } from "@sluice/core-events";
import { adapterContract } from "@sluice/core-events/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Loopback, loopback } from "./http/testing/loopback-server.js";
import { pdf } from "./pdf.js";
import { bombPage, pdfOf, textPage } from "./testing/pdf-of.js";
import { type AdapterRun, runAdapter } from "./testing/run-adapter.js";
import { fixture, TemporaryFolder } from "./testing/temporary-folder.js";

const input = fixture("pdf");
const trivial = join(input, "002-trivial-libre-office-writer.pdf");
const names = readdirSync(input).filter((name) => name.endsWith(".pdf")).sort();

let server: Loopback;
beforeAll(async () => {
  server = await loopback((request, response) => {
    const name = decodeURIComponent((request.url ?? "").slice(1));
    if (names.includes(name)) response.writeHead(200, { "content-type": "application/pdf", etag: '"v1"' }).end(readFileSync(join(input, name)));
    else if (name === "login") response.writeHead(200, { "content-type": "text/html" }).end("<html>Log in");
    else response.writeHead(404).end();
  });
});
afterAll(async () => await server[Symbol.asyncDispose]());

const adapter = (options: Parameters<typeof pdf>[0] = {}): ReturnType<typeof pdf> => pdf({ allowHosts: ["127.0.0.1"], ...options });

const codeOf = (error: unknown): unknown => (SluiceError.is(error) ? error.code : error);

async function readBytes(bytes: Uint8Array, options: Parameters<typeof pdf>[0] = {}): Promise<AdapterRun<unknown>> {
  using folder = new TemporaryFolder();
  return await runAdapter(pdf(options), { input: folder.file("a.pdf", bytes) });
}

async function fixtureDocument(name: string): Promise<Document> {
  const { documents, errors } = await runAdapter(pdf(), { input: join(input, name) });
  expect(errors).toEqual([]);
  return documents[0]!;
}

describe("pdf keeps the adapter contract with files", () => {
  for (const { title, run } of adapterContract({ adapter, parameters: { input }, items: 6 })) test(title, run);
});

describe("pdf keeps the adapter contract with URLs", () => {
  const parameters = { urls: [] as string[] };
  beforeAll(() => {
    parameters.urls = ["pdflatex-4-pages.pdf", "habibi.pdf", "login", "nowhere"].map((name) => `${server.url}/${name}`);
  });
  for (const { title, run } of adapterContract({ adapter, parameters, items: 4 })) test(title, run);
});

test("each file of a directory has its own outcome", async () => {
  const { documents, errors } = await runAdapter(pdf(), { input });
  expect(documents.map(({ docId, metadata }) => [docId, metadata["pageCount"]])).toEqual([
    ["002-trivial-libre-office-writer.pdf", 1],
    ["habibi.pdf", 1],
    ["pdflatex-4-pages.pdf", 4],
    ["pdflatex-outline.pdf", 4],
  ]);
  expect(errors.map((error) => [codeOf(error), error.message])).toEqual([
    ["DOCUMENT_WITHOUT_TEXT", "Cannot parse imagemagick-images.pdf: expected text, received 6 pages without any; it may be scanned"],
    ["DOCUMENT_ENCRYPTED", "Cannot parse libreoffice-writer-password.pdf: the document is encrypted, and no password was given"],
  ]);
  expect(documents.every((document) => documentSchema.safeParse(document).success)).toBe(true);
});

test("a PDF becomes a document with a section per page, and a raw record without its bytes", async () => {
  const document = await fixtureDocument("002-trivial-libre-office-writer.pdf");
  const bytes = readFileSync(trivial);
  expect(document).toMatchObject({
    title: null,
    text: expect.stringMatching(/^Lorem ipsum dolor sit amet, consetetur sadipscing elitr, sed diam nonumy eirmod tempor\ninvidunt/) as string,
    metadata: { creator: "Writer", producer: "LibreOffice 6.4", created: "2022-04-03T19:31:02+02:00", language: "en-US", pageCount: 1, bytes: bytes.length },
    provenance: { source: "pdf", url: pathToFileURL(trivial).href, version: `sha256:${createHash("sha256").update(bytes).digest("hex")}`, retrievedAt: expect.any(Number) as number },
    raw: { path: "002-trivial-libre-office-writer.pdf", bytes: bytes.length, sha256: createHash("sha256").update(bytes).digest("hex"), info: { PDFFormatVersion: "1.5" } },
  });
  const pages = await fixtureDocument("pdflatex-4-pages.pdf");
  expect(pages.sections?.map(({ title, text }) => [title, text.length > 1_000])).toEqual([1, 2, 3, 4].map((page) => [`Page ${page}`, true]));
  expect(pages.text).toBe(pages.sections?.map(({ text }) => text).join("\n\n"));
});

test("the outline and what the file says of itself are metadata", async () => {
  const { metadata } = await fixtureDocument("pdflatex-outline.pdf");
  expect(metadata["outline"]).toMatchObject([{ title: "Foo", depth: 0 }, { title: "Bar", depth: 0 }, { title: "Baz", depth: 0 }, ...Array<object>(6).fill({ depth: 0 })]);
  const made = await readBytes(pdfOf([textPage("x")], { info: "/Title (A title) /Author (Ada) /CreationDate (D:20200102)" }));
  expect(made.documents[0]).toMatchObject({ title: "A title", text: "x", metadata: { author: "Ada", created: "2020-01-02" } });
});

test("what the XMP metadata says fills what the information dictionary leaves open, licence and DOI too", async () => {
  const alt = (name: string, kind: string, text: string): string => `<dc:${name}><rdf:${kind}><rdf:li xml:lang="x-default">${text}</rdf:li></rdf:${kind}></dc:${name}>`;
  const xmp = `${alt("title", "Alt", "XMP title")}${alt("creator", "Seq", "Ada")}${alt("rights", "Alt", "© Ada")}<xmpRights:WebStatement>https://creativecommons.org/licenses/by/4.0/</xmpRights:WebStatement><prism:doi>10.1000/x</prism:doi>`;
  const { documents } = await readBytes(pdfOf([textPage("x")], { xmp }));
  expect(documents[0]).toMatchObject({ title: "XMP title", metadata: { author: "Ada", doi: "10.1000/x" }, provenance: { license: "https://creativecommons.org/licenses/by/4.0/" } });
  const both = await readBytes(pdfOf([textPage("x")], { xmp: `${alt("title", "Alt", "XMP title")}${alt("rights", "Alt", "© Ada")}`, info: "/Title (Own title)" }));
  expect(both.documents[0]).toMatchObject({ title: "Own title", provenance: { license: "© Ada" } });
});

test("text that is written from right to left says so, and characters that stand for no text are left out and counted", async () => {
  const { text, metadata } = await fixtureDocument("habibi.pdf");
  expect(metadata["direction"]).toBe("rtl");
  expect(text).toMatch(/habibi [\u0600-\u06ff]/);
  expect(text?.includes("\u0003")).toBe(false);
  expect(metadata["unreadableChars"]).toBe(1);
  expect((await fixtureDocument("pdflatex-4-pages.pdf")).metadata).not.toHaveProperty("unreadableChars");
});

test.each([
  ["in one piece", "72 720 Td (dc ba) Tj", "אב גד"],
  ["in two, the last word first", "72 720 Td (dc) Tj 60 0 Td (ba) Tj", "אב גד"],
  ["in two, the first word first", "132 720 Td (ba) Tj -60 0 Td (dc) Tj", "אב גד"],
  ["with a number between", "72 720 Td (dc) Tj 60 0 Td (20) Tj 13.4 0 Td (24) Tj 60 0 Td (ba) Tj", "אב 2024 גד"],
  ["inside a line from left to right", "72 720 Td (Hello you) Tj 90 0 Td (dc) Tj 60 0 Td (ba) Tj 60 0 Td (Bye) Tj", "Hello you אב גד Bye"],
])("a line from right to left that is drawn %s is read in its order", async (_, content, text) => {
  const toUnicode = { a: "א", b: "ב", c: "ג", d: "ד" };
  const { documents } = await readBytes(pdfOf([{ content: `BT /F1 12 Tf ${content} ET` }], { toUnicode }));
  expect(documents[0]?.text).toBe(text);
  expect(documents[0]?.metadata["direction"]).toBe(text.startsWith("Hello") ? undefined : "rtl");
});

test("a password opens an encrypted file, a wrong one does not", async () => {
  const locked = join(input, "libreoffice-writer-password.pdf");
  const { documents } = await runAdapter(pdf(), { input: locked, password: "openpassword" });
  expect(documents[0]?.text).toMatch(/^Lorem ipsum/);
  expect(JSON.stringify(documents)).not.toContain("openpassword");
  const { errors } = await runAdapter(pdf(), { input: locked, password: "wrong" });
  expect(errors[0]).toMatchObject({ code: "DOCUMENT_ENCRYPTED", retryable: false, message: expect.stringContaining("the password is wrong") as string });
});

test("scans pass where that is allowed", async () => {
  const { documents } = await runAdapter(pdf({ allowEmptyText: true }), { input: join(input, "imagemagick-images.pdf") });
  expect(documents[0]).toMatchObject({ title: "imagemagick-images", text: "", metadata: { pageCount: 6 } });
});

test("a URL gives the same text as the file, with its address", async () => {
  const url = `${server.url}/pdflatex-4-pages.pdf`;
  const { documents } = await runAdapter(adapter(), { urls: url });
  expect(documents[0]).toMatchObject({ docId: url, provenance: { url, version: '"v1"' }, text: (await fixtureDocument("pdflatex-4-pages.pdf")).text });
  const login = await runAdapter(adapter(), { urls: `${server.url}/login` });
  expect(login.errors[0]).toMatchObject({ code: "RECORD_MALFORMED", message: `Cannot parse ${server.url}/login: expected a PDF, received something else` });
});

test("D15: a file that is cut off is never taken as whole", async () => {
  const whole = readFileSync(trivial);
  for (const length of [12_000, 6_000, 100]) expect((await readBytes(whole.subarray(0, length))).errors[0]).toMatchObject({ code: "SOURCE_TRUNCATED" });
  expect((await readBytes(Buffer.alloc(0))).errors[0]).toMatchObject({ code: "RECORD_MALFORMED" });
  expect((await readBytes(Buffer.concat([whole, Buffer.alloc(5_000)]))).errors).toEqual([]);
});

test("a file that is damaged inside fails, gives the same text, or says what the parser warned of", async () => {
  const whole = readFileSync(join(input, "pdflatex-4-pages.pdf"));
  const { text } = await fixtureDocument("pdflatex-4-pages.pdf");
  for (let at = 500; at < whole.length - 1_500; at += 1_100) {
    const damaged = Buffer.from(whole);
    damaged.fill(0, at, at + 60);
    const { documents, errors } = await readBytes(damaged);
    expect(documents.length + errors.length).toBe(1);
    for (const error of errors) expect(["RECORD_MALFORMED", "DOCUMENT_WITHOUT_TEXT"]).toContain(codeOf(error));
    for (const document of documents) expect(document.text === text || document.metadata["warnings"] !== undefined).toBe(true);
  }
});

test("P6: a document has a deadline, and the next one its own thread", async () => {
  const adapterWithLimit = pdf({ parseTimeoutMs: 1 });
  const { errors } = await runAdapter(adapterWithLimit, { input: [trivial, trivial] });
  expect(errors.map(codeOf)).toEqual(["DOCUMENT_DEADLINE", "DOCUMENT_DEADLINE"]);
  expect(errors[0]?.message).toBe("Cannot parse 002-trivial-libre-office-writer.pdf: expected an end within 1 ms (parseTimeoutMs), received none");
});

test("P5, D18: a document that needs too much memory fails, and the event loop stays alive", async () => {
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  const { errors } = await readBytes(pdfOf([bombPage(600_000_000)]), { maxMemoryMb: 150 });
  delay.disable();
  expect(errors[0]).toMatchObject({ code: "RECORD_TOO_LARGE" });
  expect(delay.max / 1e6).toBeLessThan(500);
});

test("documents with too many pages or too much text fail", async () => {
  const many = await readBytes(pdfOf([textPage("x")], { copies: 50 }), { maxPages: 50 });
  expect(many.errors[0]).toMatchObject({ code: "RECORD_TOO_LARGE", message: "Cannot parse a.pdf: expected at most 50 pages (maxPages), received 51" });
  const long = await readBytes(pdfOf([textPage("x".repeat(100))], { copies: 50 }), { maxTextChars: 1_000 });
  expect(long.errors[0]).toMatchObject({ code: "RECORD_TOO_LARGE", message: "Cannot parse a.pdf: expected at most 1000 characters of text (maxTextChars), received more" });
});

test("nothing that a PDF refers to is fetched", async () => {
  server.requests.length = 0;
  const external = { ...textPage("x"), entries: `/F << /FS /URL /F (${server.url}/external) >>` };
  const { documents, errors } = await readBytes(pdfOf([textPage("y"), external], { info: `/Title (${server.url}/title)` }));
  expect(documents.length + errors.length).toBe(1);
  expect(server.requests).toEqual([]);
});

test("A2: an aborted run ends its threads and rejects with the signal's reason", async () => {
  using folder = new TemporaryFolder();
  const controller = new AbortController();
  const made = pdf();
  const aborting: typeof made = {
    ...made,
    parse: (raw, context) => {
      setTimeout(() => controller.abort(new Error("stop")), 50);
      return made.parse(raw, context);
    },
  };
  const { errors } = await runAdapter(aborting, { input: folder.file("a.pdf", pdfOf([bombPage(400_000_000)])) }, { signal: controller.signal });
  expect(errors[0]?.message).toBe("stop");
});

test("documents are parsed in parallel, each with its own answer", async () => {
  const made = pdf();
  const context = { parameters: made.parameters!.parse({ input }), signal: new AbortController().signal, emit: () => undefined, circuitChanged: () => undefined };
  const path = join(input, "pdflatex-4-pages.pdf");
  const parsed = await Promise.all(Array.from({ length: 8 }, async (_, n) => await made.parse({ docId: `${n}`, path: n % 2 === 0 ? path : trivial }, context)));
  expect(parsed.map(({ docId, metadata }) => [docId, metadata["pageCount"]])).toEqual(Array.from({ length: 8 }, (_, n) => [`${n}`, n % 2 === 0 ? 4 : 1]));
});

test("options and parameters out of range are refused", () => {
  for (const wrong of [{ maxPages: 0 }, { maxTextChars: 1.5 }, { parseTimeoutMs: Number.NaN }, { maxFileBytes: -1 }, { maxMemoryMb: 0 }]) expect(() => pdf(wrong)).toThrow(RangeError);
  for (const wrong of [{}, { input: "x", password: "" }, { urls: "data:application/pdf,x" }]) expect(pdf().parameters?.safeParse(wrong).success).toBe(false);
});
