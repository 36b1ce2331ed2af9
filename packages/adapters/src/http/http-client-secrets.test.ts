import { inspect } from "node:util";
import { expect, test } from "vitest";
import { HttpClient } from "./http-client.js";
import { loopback } from "./testing/loopback-server.js";

const secret = "s3cr3t/+42";
const forms = [secret, encodeURIComponent(secret), Buffer.from(secret).toString("base64"), Buffer.from(`user:${secret}`).toString("base64")];

async function failureOf(answer: (seen: string) => { status: number; body: string }): Promise<string> {
  await using server = await loopback((request, response) => {
    const { status, body } = answer(JSON.stringify([request.url, request.headers]));
    response.writeHead(status).end(body);
  });
  const notices: unknown[] = [];
  await using client = new HttpClient({
    allowHosts: [server.host],
    headers: { authorization: `Bearer ${secret}`, "x-api-key": secret },
    retry: { maxAttempts: 2, initialDelayMs: 1 },
  });
  const url = `${server.url.replace("//", `//user:${encodeURIComponent(secret)}@`)}/?api_key=${encodeURIComponent(secret)}&q=fern`;
  const error = await client.getJson(url, { onRetry: (notice) => notices.push(notice) }).catch((reason: unknown) => reason);
  return inspect({ error, notices }, { depth: 10 });
}

test("E8: an error body that echoes the request gives no secret away", async () => {
  const shown = await failureOf((seen) => ({ status: 400, body: `bad request: ${seen} ${forms.join(" ")}` }));
  expect(shown).toContain("q=fern");
  expect(forms.filter((form) => shown.includes(form))).toEqual([]);
});

test("E8: retry notices and errors of failing requests give no secret away", async () => {
  for (const answer of [{ status: 503, body: "" }, { status: 200, body: `{"echo": "${secret}"` }, { status: 200, body: `${secret} is no JSON` }]) {
    const shown = await failureOf(() => answer);
    expect(shown).toContain("q=fern");
    expect(forms.filter((form) => shown.includes(form))).toEqual([]);
  }
});
