import type { Adapter, CircuitNotice, Document, FetchContext, JsonValue } from "@sluice/core-events";

/** What a whole run of an adapter gave, for tests. */
export interface AdapterRun<Raw> {
  readonly raws: Raw[];
  readonly documents: Document[];
  readonly errors: Error[];
  readonly marks: { readonly cursor: JsonValue; readonly before: number }[];
  readonly events: { readonly name: string; readonly payload: JsonValue }[];
  readonly circuits: CircuitNotice[];
}

/** Fetches and parses everything, with the parameters as a user would pass them. Raw items go through JSON before they are parsed. */
export async function runAdapter<Raw, Parameters>(
  adapter: Adapter<Raw, Parameters>,
  parameters: Readonly<Record<string, unknown>>,
  { cursor = null, signal = new AbortController().signal }: { readonly cursor?: JsonValue | null; readonly signal?: AbortSignal } = {},
): Promise<AdapterRun<Raw>> {
  const run: AdapterRun<Raw> = { raws: [], documents: [], errors: [], marks: [], events: [], circuits: [] };
  const context: FetchContext<Parameters> = {
    parameters: adapter.parameters?.parse(parameters) as Parameters,
    signal,
    cursor,
    mark: (at) => void run.marks.push({ cursor: at, before: run.raws.length }),
    expect: () => undefined,
    emit: (name, payload) => void run.events.push({ name, payload }),
    retrying: () => undefined,
    circuitChanged: (change) => void run.circuits.push(change),
  };
  for await (const raw of adapter.fetch(context)) {
    run.raws.push(raw);
    try {
      run.documents.push(await adapter.parse(JSON.parse(JSON.stringify(raw)) as Raw, context));
    } catch (error) {
      run.errors.push(error as Error);
    }
  }
  return run;
}
