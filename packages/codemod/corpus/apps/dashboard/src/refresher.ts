import type { IngestionPipeline } from "@sluice/pipeline";

/** Keeps the number of trials fresh, for a health page. */
export class Refresher {
  readonly history: number[] = [];
  lastError: string | null = null;

  constructor(readonly pipeline: IngestionPipeline) {}

  async refresh(): Promise<void> {
    try {
      const load = this.pipeline.runAsync.bind(this.pipeline, "trials");
      this.history.push((await load()).length);
      this.lastError = null;
    } catch (error) {
      this.lastError = String(error);
    }
  }
}
