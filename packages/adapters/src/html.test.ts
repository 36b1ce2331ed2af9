import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import type { ServerResponse } from "node:http";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import { documentSchema, SluiceError } from "@sluice/core-events";
import { adapterContract } from "@sluice/core-events/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { html } from "./html.js";
import { type Loopback, loopback, rawLoopback } from "./http/testing/loopback-server.js";
import { runAdapter } from "./testing/run-adapter.js";
import { fixture, TemporaryFolder } from "./testing/temporary-folder.js";

const input = fixture("html");
const pages = ["Closure-Example.html", "Introduction.html", "The-Basics.html", "libxslt-xslt.html"];

function serve(response: ServerResponse, body: string | Buffer, headers: Record<string, string> = {}): void {
  response.writeHead(200, { "content-type": "text/html", ...headers }).end(body);
}

let server: Loopback;
beforeAll(async () => {
  server = await loopback((request, response) => {
    const { pathname } = new URL(request.url ?? "", "http://x");
    const name = pathname.slice(1);
    if (pages.includes(name)) serve(response, readFileSync(join(input, name)), { etag: '"v1"' });
    else if (pathname === "/moved") response.writeHead(302, { location: "/The-Basics.html#x" }).end();
    else if (pathname === "/gone") response.writeHead(404).end("no");
    else if (pathname === "/pdf") serve(response, "%PDF-", { "content-type": "application/pdf" });
    else if (pathname === "/empty") serve(response, "");
    else if (pathname === "/latin") serve(response, Buffer.from("<p>é", "latin1"), { "content-type": "text/html; charset=latin1" });
    else if (pathname === "/zipped") serve(response, gzipSync(Buffer.alloc(2_000_000, "x")), { "content-encoding": "gzip" });
    else serve(response, `<title>${pathname}</title><img src="/img"><link rel=stylesheet href="/css"><iframe src="/frame"></iframe>`);
  });
});
afterAll(async () => await server[Symbol.asyncDispose]());

const adapter = (options: Parameters<typeof html>[0] = {}): ReturnType<typeof html> => html({ allowHosts: ["127.0.0.1"], ...options });
const at = (...paths: string[]): string[] => paths.map((path) => `${server.url}/${path}`);

describe("html keeps the adapter contract with files", () => {
  for (const { title, run } of adapterContract({ adapter, parameters: { input }, items: 4 })) test(title, run);
});

describe("html keeps the adapter contract with URLs and a list", () => {
  const folder = new TemporaryFolder();
  afterAll(() => folder[Symbol.dispose]());
  const parameters = { input: [input], urls: [] as string[], urlsFile: join(folder.path, "urls.txt") };
  beforeAll(() => {
    parameters.urls = at("The-Basics.html", "moved", "gone");
    writeFileSync(parameters.urlsFile, `# list\n${at("Introduction.html").join("\n")}\r\n\nfile:///etc/passwd\n${at("other#frag").join("\n")}`);
  });
  for (const { title, run } of adapterContract({ adapter, parameters, items: 4 + 3 + 3 })) test(title, run);
});

test("a recorded page becomes a document that keeps its markup", async () => {
  const { documents, errors } = await runAdapter(adapter(), { input });
  expect(errors).toEqual([]);
  expect(documents.map(({ docId }) => docId)).toEqual(pages);
  expect(documents.every((document) => documentSchema.safeParse(document).success)).toBe(true);
  expect(documents[2]).toMatchObject({
    title: "The Basics (libffi: the portable foreign function interface library)",
    text: expect.stringContaining("you must do is create an ffi_cif object") as string,
    metadata: { description: "The Basics (libffi: the portable foreign function interface library)", charset: "utf-8" },
    provenance: { source: "html", url: pathToFileURL(join(input, "The-Basics.html")).href, version: expect.stringMatching(/^sha256:/) as string, retrievedAt: expect.any(Number) as number },
    raw: { path: "The-Basics.html", html: readFileSync(join(input, "The-Basics.html"), "utf8") },
  });
  expect(documents[3]).toMatchObject({ title: "Module xslt from libxslt", metadata: { charset: "windows-1252" } });
  expect(JSON.stringify(documents.map(({ text }) => text))).not.toContain("font-family");
});

test("a URL gives the same text as the file, with its address, version and absolute links", async () => {
  const [file, page] = (await runAdapter(adapter(), { input: join(input, "The-Basics.html"), urls: at("The-Basics.html") })).documents;
  expect(page).toMatchObject({ docId: at("The-Basics.html")[0], text: file?.text, provenance: { source: "html", url: at("The-Basics.html")[0], version: '"v1"' } });
  expect(page?.metadata["links"]).toContain(at("Multiple-ABIs.html")[0]);
  expect(file?.metadata["links"]).toEqual([]);
  expect(file?.metadata["linkCount"]).toBe(page?.metadata["linkCount"]);
});

test("the id is the URL asked for, the address is where redirects led", async () => {
  const { documents } = await runAdapter(adapter(), { urls: at("moved#top")[0] });
  expect(documents[0]).toMatchObject({ docId: at("moved")[0], provenance: { url: at("The-Basics.html")[0] } });
});

test("nothing that a page refers to is fetched", async () => {
  server.requests.length = 0;
  await runAdapter(adapter(), { input: at("any")[0] });
  expect(server.requests).toEqual(["/any"]);
});

test("each URL that fails, fails alone and with its own code", async () => {
  const { documents, errors } = await runAdapter(adapter({ maxFileBytes: 1_000_000 }), { urls: at("gone", "pdf", "empty", "zipped", "latin") });
  expect(errors.map((error) => SluiceError.is(error) && [error.code, error.retryable])).toEqual([
    ["HTTP_STATUS", false],
    ["RECORD_MALFORMED", false],
    ["HTTP_BAD_PAYLOAD", true],
    ["HTTP_BODY_TOO_LARGE", false],
  ]);
  expect(documents.map(({ text }) => text)).toEqual(["é"]);
});

test("D15: a page cut off with its connection is to be fetched again", async () => {
  await using cut = await rawLoopback((socket, n) => socket.end(`HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n<html><p>text${n === 1 ? "" : "</p></body></HTML>\n"}`));
  const { documents, errors } = await runAdapter(adapter(), { urls: [`${cut.url}/1`, `${cut.url}/2`] });
  expect(errors[0]).toMatchObject({ code: "HTTP_BAD_PAYLOAD", retryable: true });
  expect(documents.map(({ text }) => text)).toEqual(["text"]);
});

test("one request is made per attempt: the run is the one that retries", async () => {
  await using failing = await loopback((_, response) => response.writeHead(503).end());
  const { errors } = await runAdapter(adapter(), { urls: [`${failing.url}/`] });
  expect(errors[0]).toMatchObject({ code: "HTTP_STATUS", retryable: true });
  expect(failing.requests).toHaveLength(1);
});

test("D32: hosts that are not public are refused unless allowed", async () => {
  const { errors } = await runAdapter(html(), { urls: at("any") });
  expect(errors[0]).toMatchObject({ code: "HOST_FORBIDDEN" });
});

test("P9: secrets of URLs are sent, and stay out of ids, items and documents", async () => {
  server.requests.length = 0;
  const secret = at("any?page=1&api_key=s3cr3t-value")[0]!.replace("//", "//user:pa55word@");
  const made = adapter();
  const signal = new AbortController().signal;
  const context = { parameters: made.parameters!.parse({ urls: secret }), signal, emit: () => undefined, circuitChanged: () => undefined };
  const seen: unknown[] = [];
  for await (const item of made.fetch({ ...context, cursor: null, mark: (cursor) => seen.push(cursor), expect: () => undefined, retrying: () => undefined })) {
    seen.push(item, await made.parse(item, context));
  }
  expect(server.requests).toEqual(["/any?page=1&api_key=s3cr3t-value"]);
  expect(server.headers.at(-1)?.authorization).toBe(`Basic ${Buffer.from("user:pa55word").toString("base64")}`);
  expect(JSON.stringify(seen)).not.toMatch(/s3cr3t|pa55word/);
  expect(seen[1]).toMatchObject({ docId: at("any?page=1")[0] });
});

test("A2: an aborted run aborts its requests and lets go of its connections", async () => {
  await using slow = await loopback((_, response) => void response.writeHead(200, { "content-type": "text/html" }).write("<p>"));
  const controller = new AbortController();
  const running = runAdapter(adapter(), { urls: [`${slow.url}/`] }, { signal: controller.signal });
  await expect.poll(() => slow.requests.length).toBe(1);
  controller.abort(new Error("stop"));
  expect((await running).errors[0]?.message).toBe("stop");
  await expect.poll(() => slow.sockets.open).toBe(0);
});

test("trees are walked for HTML alone", async () => {
  using folder = new TemporaryFolder();
  mkdirSync(join(folder.path, "sub"));
  for (const name of ["a.htm", "b.txt", "sub/c.HTML"]) copyFileSync(join(input, "Introduction.html"), join(folder.path, name));
  const { documents } = await runAdapter(adapter(), { input: folder.path });
  expect(documents.map(({ docId }) => docId)).toEqual(["a.htm", "sub/c.HTML"]);
});

test.each([{}, { urls: "ftp://x/" }, { urls: "file:///etc/passwd" }, { urls: [] }, { input: "x", charset: "klingon" }])("the parameters %o are refused", (wrong) => {
  expect(html().parameters?.safeParse(wrong).success).toBe(false);
});

test("options out of range are refused", () => {
  for (const wrong of [{ maxDepth: 0 }, { maxLinks: 1.5 }, { parseTimeoutMs: Number.NaN }, { maxFileBytes: -1 }, { timeoutMs: 0 }]) expect(() => html(wrong)).toThrow(RangeError);
  expect(() => html({ allowHosts: ["http://x"] })).toThrow(TypeError);
});
