import { IngestionPipeline } from "@sluice/pipeline";
import { concurrencyOf, PROGRESS_INTERVAL, SCENARIOS, wantsEvents } from "../job.ts";
import type { Peer } from "../peer.ts";
import { benchAdapter } from "../sluice-adapter.ts";

/** Sluice with every feature on: retries, an abort signal, checkpoint tracking, turns for the event loop. */
export const peer: Peer = {
  scenarios: SCENARIOS,
  async run(scenario, count, tally) {
    const pipeline = new IngestionPipeline({ adapters: [benchAdapter(scenario, count)] });
    const options = { concurrency: concurrencyOf[scenario], progressInterval: PROGRESS_INTERVAL, signal: new AbortController().signal };
    if (!wantsEvents(scenario)) {
      for await (const document of pipeline.iterResults("bench", options)) tally.takeDocument(document);
      return;
    }
    for await (const event of pipeline.streamEvents("bench", options)) tally.takeEvent(event);
  },
};
