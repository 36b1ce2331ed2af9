import type { Adapter } from "@sluice/core-events";
import { parserOf, records, type Scenario, type SourceRecord } from "./job.ts";

/** The job's source as a Sluice adapter, with a mark every 1,000 records as the contract asks. */
export function benchAdapter(scenario: Scenario, count: number): Adapter<SourceRecord> {
  return {
    name: "bench",
    fetch: (context) => records(count, (next) => context.mark(next)),
    identify: (record) => record.id,
    parse: parserOf(scenario),
  };
}
