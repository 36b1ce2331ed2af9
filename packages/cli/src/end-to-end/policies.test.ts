import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { pagedApi } from "../testing/paged-api.js";
import { readLines } from "../testing/read-lines.js";
import { type BinaryResult, runBinary } from "../testing/run-binary.js";
import { temporaryDirectory } from "../testing/temporary-directory.js";

const QUICK = "policies:\n  quick:\n    retry: { maxAttempts: 2, backoff: none }\n    timeoutMs: 300\n";

function ingest(url: string, cwd: string, ...options: readonly string[]): Promise<BinaryResult> {
  return runBinary(["ingest", "http-json", url, "--param", "pagination=next-url", "--allow-host", "127.0.0.1", "--sink", "jsonl:out.jsonl", ...options], { cwd });
}

/** From the first request to the last; the first may come late on a busy machine, so that this can be less than the pace says. */
function span(arrivals: readonly number[]): number {
  return (arrivals.at(-1) ?? 0) - (arrivals[0] ?? 0);
}

test("--policy polite-api asks five times a second, and resume keeps to it", async () => {
  const [cwd, { url, arrivals }] = [await temporaryDirectory(), await pagedApi({ pages: 22 })];
  const startedAt = performance.now();
  expect(await ingest(url, cwd, "--policy", "polite-api", "--limit", "11")).toMatchObject({ code: 0 });
  const first = arrivals.slice();
  expect([first.length >= 11, (first[10] ?? 0) - startedAt >= 2_000, span(first.slice(0, 11)) > 1_000]).toEqual([true, true, true]);

  expect(await runBinary(["resume", "--state-dir", "out.jsonl.sluice", "--limit", "22"], { cwd })).toMatchObject({ code: 0 });
  const second = arrivals.slice(first.length);
  expect([second.length >= 11, span(second.slice(0, 11)) > 1_000]).toEqual([true, true]);
  expect(await readLines(join(cwd, "out.jsonl"))).toHaveLength(22);
});

test("without a policy the same pages take no such time", async () => {
  const [cwd, { url, arrivals }] = [await temporaryDirectory(), await pagedApi({ pages: 11 })];
  expect(await ingest(url, cwd)).toMatchObject({ code: 0 });
  expect(arrivals).toHaveLength(11);
  expect(span(arrivals)).toBeLessThan(2_000);
});

test.each([
  ["a policy of one's own says how often a request is tried", [], 2],
  ["--retries comes before the policy", ["--retries", "3"], 4],
])("%s", async (_, options, requests) => {
  const [cwd, { url, arrivals }] = [await temporaryDirectory(), await pagedApi({ answer: (_request, response) => void response.writeHead(503).end() })];
  await writeFile(join(cwd, "pol.yaml"), QUICK);
  expect(await ingest(url, cwd, "--policy", "pol.yaml", ...options)).toMatchObject({ code: 1, stderr: expect.stringContaining("503") as string });
  expect(arrivals).toHaveLength(requests);
});

test("the timeout of a policy in the configuration holds", async () => {
  const [cwd, { url, arrivals }] = [await temporaryDirectory(), await pagedApi({ answer: () => undefined })];
  await writeFile(join(cwd, "sluice.config.yaml"), "policy:\n  retry: { maxAttempts: 1 }\n  timeoutMs: 300\n");
  expect(await ingest(url, cwd)).toMatchObject({ code: 1, stderr: expect.stringMatching(/300 ms|0\.3 s/) as string });
  expect(arrivals).toHaveLength(1);
});

test("pages that are fetched while they are parsed are tried as often as the policy says, by retry-failed too", async () => {
  const [cwd, { url, arrivals }] = [await temporaryDirectory(), await pagedApi({ answer: (_request, response) => void response.writeHead(503).end() })];
  await writeFile(join(cwd, "pol.yaml"), QUICK);
  const { code } = await runBinary(["ingest", "html", "--param", `urls=${url}`, "--allow-host", "127.0.0.1", "--sink", "jsonl:out.jsonl", "--policy", "pol.yaml#quick"], { cwd });
  expect([code, arrivals.length]).toEqual([0, 2]);
  await rm(join(cwd, "pol.yaml")); // the run has kept what it said
  await runBinary(["retry-failed", "--state-dir", "out.jsonl.sluice"], { cwd });
  expect(arrivals).toHaveLength(4);
});

test("pages that are fetched while they are parsed keep the pace together", async () => {
  const [cwd, { url, arrivals }] = [await temporaryDirectory(), await pagedApi({ answer: (_request, response) => void response.setHeader("content-type", "text/html").end("<title>t</title><p>text") })];
  const urls = Array.from({ length: 6 }, (_, page) => ["--param", `urls=${url}${page}`]).flat();
  const { code } = await runBinary(["ingest", "html", ...urls, "--allow-host", "127.0.0.1", "--sink", "jsonl:out.jsonl", "--policy", "polite-api", "--concurrency", "6"], { cwd });
  expect([code, arrivals.length, span(arrivals) > 500]).toEqual([0, 6, true]);
});

test("another policy is not another run", async () => {
  const [cwd, { url }] = [await temporaryDirectory(), await pagedApi({ pages: 3 })];
  expect((await ingest(url, cwd, "--limit", "1")).code).toBe(0);
  expect(await ingest(url, cwd, "--policy", "gpu-bound")).toMatchObject({ code: 0, stderr: expect.stringContaining("resuming behind 1 completed") as string });
  expect(await readLines(join(cwd, "out.jsonl"))).toHaveLength(3);
});
