import { setImmediate as turn, setTimeout as sleep } from "node:timers/promises";
import type { Adapter, Document } from "@sluice/core-events";
import { type Scenario, SCENARIOS } from "./scenarios.js";

/** What the sources saw of a run: the ids ingested, and how often they were opened and closed. */
export interface Witness {
  readonly ingested: string[];
  opened: number;
  closed: number;
}

interface Source {
  readonly adapter: Adapter<number>;
  readonly witness: Witness;
}

let scenario: Scenario = SCENARIOS[0]!;

/** Sources in memory that behave as the current scenario says, at the moment they are read. */
const sources: Readonly<Record<string, Source>> = { trials: sourceOf("trials"), papers: sourceOf("papers"), notes: sourceOf("notes") };

/** Every source, also for cases whose pipeline lives as long as their module. */
export const adapters: readonly Adapter<number>[] = Object.values(sources).map(({ adapter }) => adapter);

/** Starts a scenario from nothing seen. */
export function enter(next: Scenario): readonly Adapter<number>[] {
  scenario = next;
  for (const { witness } of Object.values(sources)) {
    witness.ingested.length = 0;
    witness.opened = witness.closed = 0;
  }
  return adapters.filter(({ name }) => name !== next.missing);
}

export function witnesses(): Readonly<Record<string, Witness>> {
  return structuredClone(Object.fromEntries(Object.entries(sources).map(([name, { witness }]) => [name, witness])));
}

function sourceOf(name: string): Source {
  const witness: Witness = { ingested: [], opened: 0, closed: 0 };
  const adapter: Adapter<number> = {
    name,
    async *fetch({ signal }) {
      witness.opened += 1;
      try {
        for (let n = 1; n <= (scenario.sizes[name] ?? 0); n += 1) {
          if (scenario.delayMs === undefined) await turn();
          else await sleep(scenario.delayMs);
          signal.throwIfAborted();
          yield n;
        }
      } finally {
        witness.closed += 1;
      }
    },
    identify: (n) => `${name}-${n}`,
    parse(n): Document {
      const docId = `${name}-${n}`;
      if (docId === scenario.fails) throw Object.assign(new Error(`${docId} is damaged`), { name: "DamagedRecord", code: "DAMAGED" });
      witness.ingested.push(docId);
      if (scenario.odd === true && n === 2) return { docId, title: null, text: null, metadata: {}, provenance: { source: name } };
      const title = `${["Oak", "Fern", "Moss", "Lichen", "Ash"][n - 1] ?? "Yew"} in ${name}`;
      return { docId, title, text: n % 4 === 0 ? null : `${title}, ${n}`, metadata: { year: 2019 + (n % 3), size: n * 10 }, provenance: { source: name } };
    },
  };
  return { adapter, witness };
}
