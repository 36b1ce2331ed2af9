import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { pmc } from "../pmc.js";
import { runAdapter } from "../testing/run-adapter.js";
import { fixture } from "../testing/temporary-folder.js";
import { loopback, sendJson } from "./testing/loopback-server.js";

const whole = readFileSync(fixture("pmc/1472-6831-8-11.nxml"), "utf8");
const good = `<pmc-articleset>${whole.slice(whole.indexOf("<article"))}</pmc-articleset>`;
const bare = '<!DOCTYPE pmc-articleset PUBLIC "-//NLM//DTD ARTICLE SET 2.0//EN" "https://dtd.nlm.nih.gov/articleset.dtd">';
const laughs = Array.from({ length: 10 }, (_, n) => `<!ENTITY l${n + 1} "${`&l${n};`.repeat(10)}">`).join("");

const hostile: Readonly<Record<string, (canary: string) => string>> = {
  "an entity bomb": () => `<!DOCTYPE a [<!ENTITY l0 "lol">${laughs}]><a>&l10;</a>`,
  "a quadratic bomb": () => `<!DOCTYPE a [<!ENTITY q "${"a".repeat(50_000)}">]><a>${"&q;".repeat(50_000)}</a>`,
  "an entity in a file": () => '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
  "an entity on the network": (canary) => `<!DOCTYPE a [<!ENTITY x SYSTEM "${canary}/x">]><a>&x;</a>`,
  "a parameter entity": (canary) => `<!DOCTYPE a [<!ENTITY % x SYSTEM "${canary}/x.dtd"> %x;]><a/>`,
  "a DOCTYPE that comes twice": () => `${bare}${bare}${good}`,
  "an entity that nobody has declared": () => `${bare}${good.replace("<abstract>", "<abstract>&x;")}`,
};

test.each(Object.keys(hostile))("D30: an article over HTTP with %s fails alone, and nothing is read for it from file or network", async (name) => {
  await using canary = await loopback((_request, response) => sendJson(response, "secret"));
  await using server = await loopback((request, response) => {
    const isHostile = request.url?.includes("id=11&") === true;
    response.writeHead(200, { "content-type": "text/xml" }).end(isHostile ? hostile[name]?.(canary.url) : good);
  });
  const adapter = pmc({ baseUrl: server.url, allowHosts: ["127.0.0.1"], policy: { retry: { maxAttempts: 1 } } });
  const start = performance.now();
  const { documents, errors } = await runAdapter(adapter, { ids: "11,2329613" });
  expect(performance.now() - start).toBeLessThan(10_000);
  expect(errors).toMatchObject([{ code: "RECORD_MALFORMED" }]);
  expect(documents).toHaveLength(1);
  expect(JSON.stringify([documents, errors])).not.toMatch(/root:|secret/);
  expect(canary.sockets.total).toBe(0);
});

test("D30: two million numeric references in an article over HTTP are read in bounded time", async () => {
  const long = good.replace("</abstract>", `<p>${"&#65;".repeat(2_000_000)}</p></abstract>`);
  await using server = await loopback((_request, response) => response.writeHead(200, { "content-type": "text/xml" }).end(`${bare}${long}`));
  const start = performance.now();
  const { documents } = await runAdapter(pmc({ baseUrl: server.url, allowHosts: ["127.0.0.1"] }), { ids: "2329613" });
  expect(performance.now() - start).toBeLessThan(10_000);
  expect(documents[0]?.text).toContain("A".repeat(2_000_000));
});
