import { createHook } from "node:async_hooks";
import type * as Usage from "../usage.js";
import type * as Words from "./words-pipeline.js";

/**
 * A program that runs a real pipeline, one eager call and two streams, and lets the counting end by itself. Prints what it
 * saw as JSON: why counting is off, and everything asynchronous that has to do with a network.
 */
const opened = new Set<string>();
createHook({ init: (_id, type) => void opened.add(type) }).enable();

const { trackUsage } = (await import(process.env["USAGE_MODULE"] ?? "")) as typeof Usage;
const { wordsPipeline } = (await import(new URL("words-pipeline.ts", import.meta.url).href)) as typeof Words;
const usage = trackUsage();
const pipeline = wordsPipeline();
await pipeline.runAsync("words");
for await (const _document of pipeline.iterResults("words"));
for await (const _event of pipeline.streamEvents("words"));
const network = [...opened].filter((type) => /TCP|UDP|TLS|DNS|ADDRINFO|NAMEINFO|QUERY|HTTP/.test(type));
console.log(JSON.stringify({ off: usage.off, network, calls: usage.snapshot().calls }));
