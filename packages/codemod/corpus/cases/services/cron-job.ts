// corpus: a scheduled job that never lets an error out
// expect: rewrite collect
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

interface Logger {
  info(message: string): void;
  error(message: string, error: unknown): void;
}

async function nightly(pipeline: IngestionPipeline, logger: Logger): Promise<void> {
  logger.info("nightly import begins");
  try {
    let count = 0;
    for (const document of await pipeline.runAsync("trials")) {
      count += 1;
      if (count % 2 === 0) logger.info(`${count} documents, last ${document.docId}`);
    }
    logger.info(`nightly import: ${count}`);
  } catch (error) {
    logger.error("nightly import failed", error);
  }
}

export async function run({ adapters, log }: Env): Promise<void> {
  await nightly(new IngestionPipeline({ adapters }), { info: log, error: log });
}
