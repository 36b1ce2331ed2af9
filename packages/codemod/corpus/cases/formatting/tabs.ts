// corpus: tabs
// expect: rewrite drain
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters, log }: Env): Promise<void> {
	const pipeline = new IngestionPipeline({ adapters });
	if (adapters.length > 1) {
		await pipeline.runAsync("trials", {
			limit: 2,
		});
	}
	log("done");
}
