// Calls runAsyncLegacy() twice and prints what the diagnostics channel told of it.
import { subscribe } from "node:diagnostics_channel";
import { IngestionPipeline } from "@sluice/pipeline";

const methods = [];
subscribe("sluice:pipeline:call", ({ method }) => methods.push(method));
const adapter = {
  name: "numbers",
  fetch: () => [1, 2],
  identify: String,
  parse: (n) => ({ docId: String(n), title: null, text: null, metadata: {}, provenance: { source: "numbers" } }),
};
const pipeline = new IngestionPipeline({ adapters: [adapter] });
await pipeline.runAsyncLegacy("numbers");
await pipeline.runAsyncLegacy("numbers");
process.stdout.write(JSON.stringify(methods));
