import { Stream } from "effect";
import { documentStream, eventStream } from "../effect-stream.ts";
import { SCENARIOS, wantsEvents } from "../job.ts";
import type { Peer } from "../peer.ts";

export const peer: Peer = {
  scenarios: SCENARIOS,
  async run(scenario, count, tally) {
    if (!wantsEvents(scenario)) {
      for await (const document of Stream.toAsyncIterable(documentStream(scenario, count))) tally.takeDocument(document);
      return;
    }
    for await (const event of Stream.toAsyncIterable(eventStream(scenario, count))) {
      tally.takeEvent(event);
    }
  },
};
