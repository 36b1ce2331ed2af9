import { IngestionPipeline } from "@sluice/pipeline";
import { concurrencyOf, PROGRESS_INTERVAL } from "../job.ts";
import type { Peer } from "../peer.ts";
import { benchAdapter } from "../sluice-adapter.ts";

export const peer: Peer = {
  scenarios: ["ea", "eb"],
  async run(scenario, count, tally) {
    const pipeline = new IngestionPipeline({ adapters: [benchAdapter(scenario, count)] });
    const options = { concurrency: concurrencyOf[scenario], progressInterval: PROGRESS_INTERVAL, signal: new AbortController().signal };
    for await (const batch of pipeline.streamEvents("bench", options).batches()) {
      for (const event of batch) tally.takeEvent(event);
    }
  },
};
