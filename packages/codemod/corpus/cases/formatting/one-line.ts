// corpus: everything on one line
// expect: rewrite drain
// expect: rewrite list
import { IngestionPipeline } from "@sluice/pipeline"; import type { Env } from "../../harness/env.js";
export async function run({ adapters }: Env): Promise<number> { const p = new IngestionPipeline({ adapters }); await p.runAsync("notes"); return (await p.runAsync("papers")).length; }
