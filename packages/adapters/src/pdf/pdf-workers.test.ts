import { copyFileSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { bombPage, pdfOf, textPage } from "../testing/pdf-of.js";
import { fixture, TemporaryFolder } from "../testing/temporary-folder.js";
import { pdfError } from "./pdf-document.js";
import type { PdfJob } from "./pdf-messages.js";
import { PdfWorkers, type PdfWorkersOptions } from "./pdf-workers.js";

const workers = (changes: Partial<PdfWorkersOptions> = {}): PdfWorkers =>
  new PdfWorkers({ module: new URL("./pdf-worker.ts", import.meta.url), timeoutMs: 20_000, maxMemoryMb: 512, signal: new AbortController().signal, ...changes });

const jobOf = (bytes: Uint8Array): PdfJob => ({ bytes, password: undefined, maxPages: 100, maxTextChars: 1_000_000 });

test("threads are used again, and documents wait for one", async () => {
  await using pool = workers();
  const answers = await Promise.all(["a", "b", "c", "d", "e", "f"].map(async (text) => await pool.run(text, jobOf(pdfOf([textPage(text)])))));
  expect(answers.map((answer) => "content" in answer && answer.content.pages)).toEqual([["a"], ["b"], ["c"], ["d"], ["e"], ["f"]]);
});

test("the bytes stay with the caller", async () => {
  await using pool = workers();
  const bytes = readFileSync(fixture("pdf/habibi.pdf"));
  await pool.run("a", jobOf(bytes));
  expect(bytes.length).toBe(14_957);
});

test("a document that misses its deadline does not harm the next one", async () => {
  await using pool = workers({ timeoutMs: 1_000, maxMemoryMb: 4_096 });
  const slow = pool.run("slow", jobOf(pdfOf([bombPage(100_000_000, { commands: "q Q " })])));
  const next = pool.run("next", jobOf(pdfOf([textPage("x")])));
  await expect(slow).rejects.toMatchObject({ code: "DOCUMENT_DEADLINE", context: { docId: "slow", timeoutMs: 1_000 } });
  expect(await next).toMatchObject({ content: { pages: ["x"] } });
});

test("without unpdf the error names what to install", async () => {
  using folder = new TemporaryFolder();
  const alone = join(folder.path, "pdf-worker.ts");
  copyFileSync(new URL("./pdf-worker.ts", import.meta.url), alone);
  await using pool = workers({ module: pathToFileURL(alone) });
  const answer = await pool.run("a", jobOf(pdfOf([textPage("x")])));
  expect(answer).toMatchObject({ failure: { kind: "missing-library" } });
  const error = "failure" in answer ? pdfError(answer.failure, { docId: "a", hasPassword: false }) : null;
  expect(error).toMatchObject({ code: "DEPENDENCY_MISSING", message: "Cannot parse a: expected the optional package unpdf, received none; run npm install unpdf" });
});

test("closing rejects what is under way with the signal's reason", async () => {
  const controller = new AbortController();
  const pool = workers({ signal: controller.signal });
  const running = Promise.allSettled(["a", "b", "c"].map(async (name) => await pool.run(name, jobOf(pdfOf([textPage(name)])))));
  controller.abort(new Error("stop"));
  await pool[Symbol.asyncDispose]();
  for (const one of await running) expect(one).toMatchObject({ status: "rejected", reason: { message: "stop" } });
  await expect(pool.run("d", jobOf(pdfOf([])))).rejects.toThrow("stop");
});
