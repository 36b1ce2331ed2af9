import { pMapIterable } from "p-map";
import { concurrencyOf, parserOf, records, SCENARIOS, wantsEvents } from "../job.ts";
import type { Peer } from "../peer.ts";
import { PeerEvents } from "../peer-events.ts";

export const peer: Peer = {
  scenarios: SCENARIOS,
  async run(scenario, count, tally) {
    const parse = parserOf(scenario);
    const options = { concurrency: concurrencyOf[scenario] };
    if (!wantsEvents(scenario)) {
      for await (const document of pMapIterable(records(count), parse, options)) tally.takeDocument(document);
      return;
    }
    const events = new PeerEvents();
    const mapped = pMapIterable(
      records(count),
      async (record) => [events.started(record), events.completed(await parse(record)), events.progress()],
      options,
    );
    for await (const group of mapped) {
      for (const event of group) if (event !== null) tally.takeEvent(event);
    }
  },
};
