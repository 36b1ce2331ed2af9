// Appends numbered events until all are written or it is stopped; prints a JSON line for each offset it knows to be synced.
// node append-until-stopped.mjs '{ "directory", "to", "options" }'
import { writeSync } from "node:fs";
import { setImmediate as turn } from "node:timers/promises";
import { openFileLog } from "@sluice/event-bus";

const { directory, to, options = {}, stayMs = 0 } = JSON.parse(process.argv[2]);
const say = (value) => writeSync(1, `${JSON.stringify(value)}\n`);
const eventOf = (n) => ({
  type: n % 97 === 0 ? "DocumentFailed" : "AdapterEvent", version: 1, sequence: n, timestamp: Date.now(), runId: "r1", pipelineId: "p1",
  adapter: "test", name: "n", payload: n % 50 === 0 ? "ä".repeat(20_000) : `text ${n}`,
});

let log;
try {
  log = await openFileLog(directory, { ...options, onError: () => undefined });
  say({ opened: log.figures.appendedOffset });
  let told = 0;
  for (let n = log.figures.appendedOffset + 1; n <= to; n += 1) {
    const offset = log.append(eventOf(n));
    if (offset !== n) throw new Error(`offset ${offset} for event ${n}`);
    if (n % 7 !== 0) continue;
    if (n % 70 === 0) await log.settled(offset);
    else await turn();
    const { syncedOffset } = log.figures;
    if (syncedOffset > told) say({ synced: (told = syncedOffset) });
  }
  await log.flush();
  say({ synced: log.figures.syncedOffset });
  if (stayMs > 0) await new Promise((resolve) => setTimeout(resolve, stayMs));
  await log[Symbol.asyncDispose]();
} catch (error) {
  const { writtenOffset, lostEvents } = log?.figures ?? {};
  say({ code: error.code, message: error.message, reason: error.context?.reason, pid: error.context?.pid, writtenOffset, lostEvents });
  process.exitCode = 1;
}
