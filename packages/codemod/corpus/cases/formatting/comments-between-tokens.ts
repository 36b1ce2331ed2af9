// corpus: comments between the tokens
// expect: rewrite list
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters }: Env): Promise<number> {
  const pipeline = new IngestionPipeline({ adapters });
  const documents = await /* the whole lot */ pipeline /* ours */ . /* eager */ runAsync /* now */ ( /* what */ "trials" /* , options */ ) /* done */;
  return documents.length;
}
