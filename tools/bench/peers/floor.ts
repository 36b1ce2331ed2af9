import { parserOf, records, SCENARIOS, wantsEvents } from "../job.ts";
import type { Peer } from "../peer.ts";
import { PeerEvents } from "../peer-events.ts";

/** The least there is: a loop over the same generator with the same parse, and the same event literals where asked for. */
export const peer: Peer = {
  scenarios: SCENARIOS,
  async run(scenario, count, tally) {
    if (scenario === "a") {
      const parse = parserOf("a");
      for await (const record of records(count)) {
        const document = parse(record);
        tally.takeDocument(document instanceof Promise ? await document : document);
      }
      return;
    }
    const parse = parserOf(scenario);
    if (!wantsEvents(scenario)) {
      for await (const record of records(count)) tally.takeDocument(await parse(record));
      return;
    }
    const events = new PeerEvents();
    for await (const record of records(count)) {
      tally.takeEvent(events.started(record));
      tally.takeEvent(events.completed(await parse(record)));
      const progress = events.progress();
      if (progress !== null) tally.takeEvent(progress);
    }
  },
};
