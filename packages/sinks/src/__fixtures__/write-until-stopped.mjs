// Writes numbered documents behind a position until all are committed or it is stopped; prints each commit as a JSON line.
// node write-until-stopped.mjs '{ "path", "gzip", "position", "from", "to", "commitEvery" }'
import { writeSync } from "node:fs";
import { jsonlSink } from "@sluice/sinks";

const { position, from, to, commitEvery = 700, ...options } = JSON.parse(process.argv[2]);
const say = (value) => writeSync(1, `${JSON.stringify(value)}\n`);
const documentOf = (n) => ({ docId: `d${n}`, title: null, text: `fern\n${n % 50 === 0 ? "ä".repeat(20_000) : n}`, metadata: { n }, provenance: { source: "test" } });

try {
  await using sink = await jsonlSink(options).open({ position });
  say({ position: await sink.commit({}), from });
  for (let n = from; n < to; ) {
    for (const end = Math.min(n + commitEvery, to); n < end; n += 7) await sink.write(Array.from({ length: Math.min(7, end - n) }, (_, at) => documentOf(n + at)));
    n = Math.min(n, to);
    say({ position: await sink.commit({}), from: n });
  }
} catch (error) {
  say({ code: error.code, message: error.message, context: error.context });
  process.exitCode = 1;
}
