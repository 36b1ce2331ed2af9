import { flatTransform, transform } from "streaming-iterables";
import { concurrencyOf, parserOf, records, SCENARIOS, type SourceRecord, wantsEvents } from "../job.ts";
import type { Peer } from "../peer.ts";
import { PeerEvents } from "../peer-events.ts";

export const peer: Peer = {
  scenarios: SCENARIOS,
  async run(scenario, count, tally) {
    const parse = parserOf(scenario);
    const concurrency = concurrencyOf[scenario];
    if (!wantsEvents(scenario)) {
      for await (const document of transform(concurrency, parse, records(count))) tally.takeDocument(document);
      return;
    }
    const events = new PeerEvents();
    async function* eventsOf(record: SourceRecord): AsyncGenerator<ReturnType<PeerEvents["started" | "completed" | "progress"]>> {
      yield events.started(record);
      yield events.completed(await parse(record));
      const progress = events.progress();
      if (progress !== null) yield progress;
    }
    for await (const event of flatTransform(concurrency, eventsOf, records(count))) {
      if (event !== null) tally.takeEvent(event);
    }
  },
};
