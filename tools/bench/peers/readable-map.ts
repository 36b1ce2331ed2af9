import { Readable } from "node:stream";
import type { Document } from "@sluice/core-events";
import { concurrencyOf, parserOf, records, SCENARIOS, type SourceRecord, wantsEvents } from "../job.ts";
import type { Peer } from "../peer.ts";
import { PeerEvents } from "../peer-events.ts";

export const peer: Peer = {
  scenarios: SCENARIOS,
  async run(scenario, count, tally) {
    const parse = parserOf(scenario);
    const options = { concurrency: concurrencyOf[scenario] };
    const source = Readable.from(records(count));
    if (!wantsEvents(scenario)) {
      for await (const document of source.map((record: SourceRecord) => parse(record), options)) {
        tally.takeDocument(document as Document); // Readable has no type for its items
      }
      return;
    }
    const events = new PeerEvents();
    const groups = source.map(
      async (record: SourceRecord) => [events.started(record), events.completed(await parse(record)), events.progress()],
      options,
    );
    for await (const group of groups) {
      for (const event of group as ReturnType<PeerEvents["completed"]>[]) if (event !== null) tally.takeEvent(event);
    }
  },
};
