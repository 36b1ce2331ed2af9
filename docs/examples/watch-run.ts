/**
 * Watch a run by rules: 2,702 real herbarium records, of which most lack a catalogue number. A rule notices, and an alert goes to a
 * webhook, which here is a server of this script.
 */
import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { jsonl } from "@sluice/adapters/jsonl";
import { type Alert, alerts, type RuleNotice, webhook } from "@sluice/monitors";
import { IngestionPipeline } from "@sluice/pipeline";

const received: Alert[] = [];
const server = createServer((request, response) => {
  let text = "";
  request.on("data", (chunk: Buffer) => (text += chunk.toString()));
  request.on("end", () => {
    received.push(JSON.parse(text) as Alert);
    response.end();
  });
}).listen(0, "127.0.0.1");
await once(server, "listening");
const { port } = server.address() as AddressInfo;

const notices: RuleNotice[] = [];
const pipeline = new IngestionPipeline({ adapters: [jsonl()] });
const input = join(import.meta.dirname, "data/aafc-herbarium-raw.jsonl.gz");
{
  await using alerting = alerts({
    rules: [
      { rule: "field-completeness", field: "dwc.catalogNumber.value", atLeast: 0.9, windowDocuments: 500, minSample: 100, severity: "error", action: "alert" },
      { rule: "success-rate", atLeast: 0.9, action: "alert" },
      { rule: "stall", afterSeconds: 60, action: "alert" },
    ],
    channels: [webhook({ url: `http://127.0.0.1:${port}/hooks/herbarium` })],
    onNotice: (notice) => void notices.push(notice),
  });
  for await (const batch of pipeline.streamEvents("jsonl", { parameters: { input, idField: "specimen_id" } }).batches()) batch.forEach(alerting.observe);
} // what waits is sent here
server.close();
server.closeAllConnections();

console.log(received[0]?.title);
assert.deepEqual(notices.filter(({ type }) => type === "RuleFired").map(({ kind }) => kind), ["field-completeness"]);
assert.equal(received.length, 1);
assert.equal(received[0]?.severity, "error");
