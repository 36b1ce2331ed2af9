import type { JsonValue } from "@sluice/core-events";
import { FinishedItems } from "../finished-items.js";
import { SourcePosition, type SourceState, windowFor } from "../source-position.js";

/** How a {@link modelRun} goes. */
export interface ModelRunOptions {
  /** The ids of the source, as they are now. */
  readonly ids: readonly string[];
  readonly concurrency: number;
  /** Items between two marks; 0 sets none. A mark names the id that it stands before. */
  readonly markEvery: number;
  readonly resumedFrom: SourceState | null;
  readonly random: (below: number) => number;
  /** After how many steps it is killed. */
  readonly steps: number;
}

/**
 * A run reduced to its bookkeeping: begins items in order, ends them in any order, and is killed after some steps.
 * Gives the numbers of the items it finished, and where it stood.
 */
export function modelRun({ ids, concurrency, markEvery, resumedFrom, random, steps }: ModelRunOptions): { finished: number[]; state: SourceState; ended: boolean } {
  const known = resumedFrom === null ? null : new FinishedItems(resumedFrom.finished);
  const position = new SourcePosition(windowFor(concurrency), resumedFrom, known);
  const flying: { at: number; ordinal: number }[] = [];
  const finished: number[] = [];
  let at = startOf(ids, resumedFrom?.cursor ?? null);
  for (let step = 0; step < steps; step += 1) {
    if (at < ids.length && flying.length < concurrency && position.hasRoom() && random(2) === 0) {
      const id = ids[at] as string;
      if (markEvery > 0 && at % markEvery === 0) position.mark(id);
      const ordinal = position.begin(id);
      if (known?.takes(id) === true) position.end(ordinal);
      else flying.push({ at, ordinal });
      at += 1;
    } else if (flying.length > 0) {
      const ended = flying.splice(random(4) === 0 ? flying.length - 1 : random(flying.length), 1)[0] as { at: number; ordinal: number }; // there is one
      position.end(ended.ordinal);
      finished.push(ended.at);
    }
  }
  return { finished, state: JSON.parse(JSON.stringify(position.state())) as SourceState, ended: at === ids.length && flying.length === 0 };
}

function startOf(ids: readonly string[], cursor: JsonValue | null): number {
  if (cursor === null) return 0;
  const at = ids.indexOf(cursor as string); // marks are set at ids
  if (at < 0) throw new RangeError(`Cannot read on: the source does not hold ${JSON.stringify(cursor)}`);
  return at;
}
