import { concat, defer, from, mergeMap, of } from "rxjs";
import { concurrencyOf, parserOf, records, SCENARIOS, wantsEvents } from "../job.ts";
import type { Peer } from "../peer.ts";
import { PeerEvents } from "../peer-events.ts";

export const peer: Peer = {
  scenarios: SCENARIOS,
  async run(scenario, count, tally) {
    const parse = parserOf(scenario);
    const concurrency = concurrencyOf[scenario];
    const source = from(records(count));
    if (!wantsEvents(scenario)) {
      const documents = source.pipe(
        mergeMap((record) => {
          const parsed = parse(record);
          return parsed instanceof Promise ? parsed : of(parsed);
        }, concurrency),
      );
      await documents.forEach((document) => tally.takeDocument(document));
      return;
    }
    const events = new PeerEvents();
    const stream = source.pipe(
      mergeMap((record) => {
        const finished = defer(() => {
          const parsed = parse(record);
          return parsed instanceof Promise ? parsed : of(parsed);
        }).pipe(mergeMap((document) => [events.completed(document), events.progress()]));
        return concat(of(events.started(record)), finished);
      }, concurrency),
    );
    await stream.forEach((event) => {
      if (event !== null) tally.takeEvent(event);
    });
  },
};
