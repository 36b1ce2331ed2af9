// corpus: no spaces where none are needed
// expect: rewrite loop
// expect: rewrite collect
// expect: rewrite list
import{IngestionPipeline}from"@sluice/pipeline";
import type{Env}from"../../harness/env.js";

export async function run({adapters,log}:Env):Promise<number>{
  const p=new IngestionPipeline({adapters});let n=0;
  for(const{docId}of(await p.runAsync("papers")))n+=docId.length;
  for(const d of/* all */await p.runAsync("notes",{limit:2}))log(d.docId);
  return n+(await(p.runAsync("trials"))).length;
}
