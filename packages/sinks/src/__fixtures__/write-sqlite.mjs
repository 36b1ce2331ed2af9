// Writes numbered documents to SQLite behind a position; prints each commit, or the error, as a JSON line.
// node write-sqlite.mjs '{ "path", "position", "from", "to" }'
import { writeSync } from "node:fs";
import { sqliteSink } from "@sluice/sinks/sqlite";

const { position, from, to, path } = JSON.parse(process.argv[2]);
const say = (value) => writeSync(1, `${JSON.stringify(value)}\n`);

try {
  await using sink = await sqliteSink({ path }).open({ position });
  for (let n = from; n < to; n += 500) {
    const numbers = Array.from({ length: Math.min(500, to - n) }, (_, at) => n + at);
    await sink.write(numbers.map((number) => ({ docId: `d${number}`, title: null, text: "fern ".repeat(20), metadata: { number }, provenance: { source: "test" } })));
    say({ position: await sink.commit({ runId: "r", adapter: "a", completed: n, failed: 0 }), from: n + numbers.length });
  }
} catch (error) {
  say({ code: error.code, message: error.message, context: error.context });
  process.exitCode = 1;
}
