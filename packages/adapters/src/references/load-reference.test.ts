import { readFileSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { AnyAdapter } from "@sluice/core-events";
import { describe, expect, test } from "vitest";
import { html } from "../html.js";
import type { HttpClientOptions } from "../http/http-client-options.js";
import { type Loopback, loopback } from "../http/testing/loopback-server.js";
import { pdf } from "../pdf.js";
import { runAdapter } from "../testing/run-adapter.js";
import { fixture } from "../testing/temporary-folder.js";

type Options = Pick<HttpClientOptions, "allowHosts" | "policy">;

const adapters: readonly { readonly name: string; readonly made: (options: Options) => AnyAdapter; readonly body: Buffer }[] = [
  { name: "html", made: html, body: Buffer.from("<html><p>text</p></body></html>") },
  { name: "pdf", made: pdf, body: readFileSync(fixture("pdf/002-trivial-libre-office-writer.pdf")) },
];

describe.each(adapters)("what $name tells of its requests", ({ made, body }) => {
  const serve = (answer: (response: ServerResponse, n: number) => void): Promise<Loopback> => loopback((_request: IncomingMessage, response, n) => answer(response, n));
  const adapter = (policy: NonNullable<HttpClientOptions["policy"]> = {}): AnyAdapter => made({ allowHosts: ["127.0.0.1"], policy });
  const urlsOf = ({ url }: Loopback, count: number): { urls: string[] } => ({ urls: Array.from({ length: count }, (_, n) => `${url}/${n}`) });

  test("a circuit that opens, is probed and closes is told", async () => {
    await using server = await serve((response, n) => (n <= 2 ? response.writeHead(500).end() : response.end(body)));
    const policy = { circuitBreaker: { failures: 2, resetMs: 30 }, rateLimit: { perSecond: 10 } };
    const { circuits, documents, errors } = await runAdapter(adapter(policy), urlsOf(server, 3));
    expect(circuits.map(({ circuit, newState }) => [circuit, newState])).toEqual(["open", "half-open", "closed"].map((state) => [server.host, state]));
    expect([documents.length, errors.length]).toEqual([1, 2]);
  });

  test("a wait of a second or more for a host is told, a shorter one is not", async () => {
    await using server = await serve((response) => response.writeHead(404).end());
    const { events } = await runAdapter(adapter({ rateLimit: { perSecond: 0.9 } }), urlsOf(server, 2));
    expect(events).toEqual([{ name: "rate-limit-wait", payload: { host: server.host, waitMs: expect.closeTo(1_100, -3) as number, cause: "rate-limit" } }]);
    expect((await runAdapter(adapter({ rateLimit: { perSecond: 20 } }), urlsOf(server, 2))).events).toEqual([]);
  });

  test("a pause of 30 s or more is told, with its end", async () => {
    await using server = await serve((response) => response.writeHead(503, { "retry-after": "31" }).end());
    const { events, errors } = await runAdapter(adapter(), urlsOf(server, 1));
    expect(events).toEqual([{ name: "host-paused", payload: { host: server.host, until: expect.closeTo(Date.now() + 31_000, -4) as number } }]);
    expect(errors).toMatchObject([{ code: "HTTP_STATUS", retryable: true }]);
  });
});
