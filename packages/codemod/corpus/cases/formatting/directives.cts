// corpus: a directive and a licence comment at the head
// expect: rewrite list
/*! licence: Apache-2.0 */
"use strict";
import { IngestionPipeline } from "@sluice/pipeline";

export const run = async ({ adapters }: { readonly adapters: never[] }): Promise<number> => {
  // prettier-ignore
  const documents = await new IngestionPipeline( { adapters } ).runAsync( "notes" , { limit : 2 } );
  return documents.length;
};
