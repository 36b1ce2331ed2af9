import { Effect, Stream } from "effect";
import { documentStream, eventStream } from "../effect-stream.ts";
import { SCENARIOS, wantsEvents } from "../job.ts";
import type { Peer } from "../peer.ts";

export const peer: Peer = {
  scenarios: SCENARIOS,
  async run(scenario, count, tally) {
    const consumed = wantsEvents(scenario)
      ? Stream.runForEach(eventStream(scenario, count), (event) =>
          Effect.sync(() => {
            tally.takeEvent(event);
          }),
        )
      : Stream.runForEach(documentStream(scenario, count), (document) => Effect.sync(() => tally.takeDocument(document)));
    await Effect.runPromise(consumed);
  },
};
