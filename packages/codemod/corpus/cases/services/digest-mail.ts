// corpus: a mail that is sent only if there is something to say
// expect: rewrite list
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters, log }: Env): Promise<void> {
  const pipeline = new IngestionPipeline({ adapters });
  const send = async (subject: string, lines: readonly string[]): Promise<void> => log(subject, lines.join("|"));
  const recent = (await pipeline.runAsync("trials")).filter(({ metadata }) => metadata["year"] === 2021);
  if (recent.length === 0) return;
  await send(`${recent.length} new`, recent.map(({ title }) => title ?? "untitled"));
}
