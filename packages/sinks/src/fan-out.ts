import { type Checkpoint, type Document, errorMessageOf, type JsonValue, type OpenSink, type Sink, type SinkOpenOptions, type SinkPosition, SluiceError } from "@sluice/core-events";
import { parseFanOutPosition } from "./fan-out-position.js";

/** How several targets are made one. */
export interface FanOutOptions {
  /** How they are named together in checkpoints; unique within a run. @default "fan-out" */
  readonly name?: string;
}

/**
 * Several targets as one: each document goes to all of them, and a checkpoint holds only when all have committed it. A document
 * that one of them cannot take fails for all.
 *
 * Its position holds those of its members, by name. Where one member fails, the run ends with an error that names it and says in
 * `context` who holds the commit and who does not; on resume those that are ahead are cut back to the last checkpoint
 * that all hold, so no member is doubled and none stays behind. A member promises no more than it does alone.
 *
 * @throws {TypeError} If there is no member, or two have the same name.
 * @example
 * ```ts
 * const sink = fanOut([jsonlSink({ path: "documents.jsonl" }), sqliteSink({ path: "documents.db" })]);
 * ```
 */
export function fanOut<Item = Document>(sinks: readonly Sink<Item>[], { name = "fan-out" }: FanOutOptions = {}): Sink<Item> {
  const names = sinks.map((sink) => sink.name);
  if (sinks.length === 0) throw new TypeError("Cannot fan out: at least one sink is expected, received none");
  const twice = names.find((member, at) => names.indexOf(member) !== at);
  if (twice !== undefined) throw new TypeError(`Cannot fan out: names of sinks must differ, received ${twice} twice`);
  if (name === "") throw new TypeError("Cannot fan out: name must be a non-empty string, received an empty one");
  return { name, open: async (options) => new OpenFanOut(await openAll(sinks, name, options)) };
}

/** A member that is open. */
interface Member<Item> {
  readonly name: string;
  readonly open: OpenSink<Item>;
}

class OpenFanOut<Item> implements OpenSink<Item> {
  readonly #members: readonly Member<Item>[];
  #failure: { readonly error: unknown } | null = null;

  constructor(members: readonly Member<Item>[]) {
    this.#members = members;
  }

  prepare(item: Item): void {
    for (const { open } of this.#members) open.prepare?.(item);
  }

  async write(items: readonly Item[], options: { readonly signal?: AbortSignal } = {}): Promise<void> {
    options.signal?.throwIfAborted();
    await this.#all("write to", ({ open }) => open.write(items, options));
  }

  async commit(checkpoint: Checkpoint): Promise<SinkPosition> {
    const positions = await this.#all("commit", ({ open }) => open.commit(checkpoint));
    return { members: Object.fromEntries(positions) };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await closeAll(this.#members);
  }

  /** Does it with every member, and waits for every one, so that none is closed while it works. */
  async #all<Result>(verb: string, action: (member: Member<Item>) => Promise<Result>): Promise<(readonly [string, Result])[]> {
    if (this.#failure !== null) throw this.#failure.error;
    const results = await Promise.allSettled(this.#members.map(async (member) => [member.name, await action(member)] as const));
    const failed = results.flatMap((result, at) => (result.status === "rejected" ? [{ name: this.#nameAt(at), error: result.reason as unknown }] : []));
    const held = results.flatMap((result) => (result.status === "fulfilled" ? [result.value] : []));
    if (failed.length === 0) return held;
    const error = failureOf(verb, { failed, held: held.map(([name]) => name) });
    this.#failure = { error };
    throw error;
  }

  #nameAt(at: number): string {
    return this.#members[at]?.name ?? "";
  }
}

/** Opens one after the other, each at its own position; where one cannot be opened, none stays open. */
async function openAll<Item>(sinks: readonly Sink<Item>[], name: string, { position, signal }: SinkOpenOptions): Promise<Member<Item>[]> {
  const positions = position === null ? null : parseFanOutPosition(position, { name, members: sinks.map((sink) => sink.name) });
  const members: Member<Item>[] = [];
  try {
    for (const sink of sinks) {
      const own: JsonValue | null = positions?.[sink.name] ?? null;
      members.push({ name: sink.name, open: await sink.open({ position: own, ...(signal === undefined ? {} : { signal }) }) });
    }
    return members;
  } catch (error) {
    await closeAll(members).catch((closing: unknown) => {
      throw new AggregateError([error, closing], "Cannot close a sink after another one could not be opened");
    });
    throw error;
  }
}

async function closeAll(members: readonly Member<unknown>[]): Promise<void> {
  const results = await Promise.allSettled(members.map(async ({ open }) => open[Symbol.asyncDispose]()));
  for (const result of results) if (result.status === "rejected") throw result.reason;
}

interface Outcome {
  readonly failed: readonly { readonly name: string; readonly error: unknown }[];
  /** The members that have done it. */
  readonly held: readonly string[];
}

/** The first failure, with the name of its member and what became of the others. */
function failureOf(verb: string, { failed, held }: Outcome): SluiceError {
  const [first] = failed;
  const error = first?.error;
  const known = SluiceError.is(error) ? error : null;
  const message = `Cannot ${verb} ${failed.map(({ name }) => name).join(", ")} of the fan-out${held.length === 0 ? "" : `, while ${held.join(", ")} did`}: ${errorMessageOf(error)}`;
  const context = { ...known?.context, sink: first?.name ?? null, failed: failed.map(({ name }) => name), held };
  const cause = failed.length === 1 ? error : new AggregateError(failed.map((failure) => failure.error), "Several sinks failed");
  return new SluiceError(message, { code: known?.code ?? "SINK_FAILED", context, cause });
}
