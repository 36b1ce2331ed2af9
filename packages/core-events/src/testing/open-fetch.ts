import assert from "node:assert/strict";
import type { AnyAdapter, FetchContext, RetryNotice } from "../adapter.js";
import { type JsonValue, jsonValueSchema } from "../json-value.js";

/** An adapter about to fetch, and what it says while it does. */
export interface OpenFetch {
  readonly adapter: AnyAdapter;
  readonly context: FetchContext;
  readonly controller: AbortController;
  readonly marks: { cursor: JsonValue; before: number }[];
  /** Items so far; whoever reads counts. */
  yielded: number;
}

/** Opens an adapter that has not fetched yet, at a cursor or from its start. */
export type StartFetch = (cursor?: JsonValue | null) => Promise<OpenFetch>;

/** Everything one pass over a source gives. */
export interface Fetched {
  readonly ids: string[];
  readonly raws: unknown[];
  readonly marks: OpenFetch["marks"];
}

/** A context that checks what the adapter reports. */
export function openFetch(adapter: AnyAdapter, parameters: unknown, cursor: JsonValue | null): OpenFetch {
  const controller = new AbortController();
  const run: OpenFetch = { adapter, controller, marks: [], yielded: 0, context: undefined as never }; // set on the next line
  const context: FetchContext = {
    parameters: adapter.parameters === undefined ? parameters : adapter.parameters.parse(parameters),
    signal: controller.signal,
    cursor,
    mark: (at) => void run.marks.push({ cursor: at, before: run.yielded }),
    expect: (total) => assert.ok(Number.isFinite(total) && total >= 0, `expect() is given a count, received ${total}`),
    emit: (name, payload) => assert.ok(name !== "" && jsonValueSchema.safeParse(payload).success, `emit() is given a name and JSON values, received ${name}`),
    retrying: (retry: RetryNotice) => assert.ok(retry.attempt >= 1 && retry.delayMs >= 0),
    circuitChanged: ({ oldState, newState }) => assert.notEqual(oldState, newState),
  };
  return Object.assign(run, { context });
}

/** Reads a source to its end. */
export async function drain(run: OpenFetch): Promise<Fetched> {
  const ids: string[] = [];
  const raws: unknown[] = [];
  for await (const raw of run.adapter.fetch(run.context)) {
    run.yielded += 1;
    ids.push(run.adapter.identify(raw));
    raws.push(raw);
  }
  return { ids, raws, marks: run.marks };
}
