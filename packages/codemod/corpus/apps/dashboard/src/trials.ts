import type { Adapter, Document } from "@sluice/core-events";

export interface Trial {
  readonly id: string;
  readonly title: string;
  readonly phase: number;
}

/** Trials that are asked for anew at each run, as an API would be. */
export function trialsAdapter(ask: () => readonly Trial[]): Adapter<Trial> {
  return {
    name: "trials",
    async *fetch() {
      yield* ask();
    },
    identify: ({ id }) => id,
    parse({ id, title, phase }): Document {
      if (!(phase > 0)) throw new RangeError(`${id}: phase ${phase}`);
      return { docId: id, title, text: null, metadata: { phase }, provenance: { source: "trials" } };
    },
  };
}
