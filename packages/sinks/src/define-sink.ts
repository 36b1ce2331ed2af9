import { type Document, errorMessageOf, type JsonValue, jsonValueSchema, type OpenSink, type Sink, type SinkOpenOptions, SluiceError } from "@sluice/core-events";

/**
 * Makes a sink of one's own a safe one: what TypeScript cannot see is checked while it runs. Names are checked at once; after
 * that
 *
 * - whatever `open`, `write` or `commit` throws becomes a `SINK_FAILED` that names the sink, except a `SluiceError` and the reason
 *   of an aborted signal, which stay as they are;
 * - a commit must give a position that JSON can hold, and `prepare` must not be asynchronous;
 * - once a call has failed, every further one rejects with the same error, so that no checkpoint covers what was lost;
 * - calls after closing are refused, and closing twice closes once.
 *
 * What is delivered is what the definition promises: run `sinkContract` of `@sluice/core-events/testing` on it.
 *
 * @throws {TypeError} If the name is empty or `open` is no function.
 * @example
 * ```ts
 * const held: Document[] = [];
 * const memory = defineSink({
 *   name: "memory",
 *   async open() {
 *     return {
 *       write: async (documents) => void held.push(...documents),
 *       commit: async () => held.length,
 *       [Symbol.asyncDispose]: async () => undefined,
 *     };
 *   },
 * });
 * ```
 */
export function defineSink<Item = Document>(definition: Sink<Item>): Sink<Item> {
  const { name } = definition;
  requireName(name);
  if (typeof definition.open !== "function") throw new TypeError(`Cannot define the sink ${name}: open must be a function, received ${typeof definition.open}`);
  return {
    name,
    async open(options) {
      options.signal?.throwIfAborted();
      const open = await guarded(`open the sink ${name}`, name, options.signal, async () => definition.open(options));
      requireMethods(name, open);
      return new GuardedSink(name, open);
    },
  };
}

/** An open sink whose calls are checked. */
class GuardedSink<Item> implements OpenSink<Item> {
  readonly prepare?: (item: Item) => void;
  readonly #name: string;
  readonly #open: OpenSink<Item>;
  #failure: { readonly error: unknown } | null = null;
  #closing: Promise<void> | null = null;

  constructor(name: string, open: OpenSink<Item>) {
    this.#name = name;
    this.#open = open;
    if (open.prepare !== undefined) this.prepare = (item) => this.#prepare(item);
  }

  async write(items: readonly Item[], options: { readonly signal?: AbortSignal } = {}): Promise<void> {
    options.signal?.throwIfAborted();
    await this.#run("write to", options.signal, async () => this.#open.write(items, options));
  }

  async commit(checkpoint: Parameters<OpenSink<Item>["commit"]>[0]): Promise<JsonValue> {
    return await this.#run("commit", undefined, async () => {
      const position: unknown = await this.#open.commit(checkpoint);
      const result = jsonValueSchema.safeParse(position);
      if (result.success) return result.data;
      throw new TypeError("commit must give a position that JSON can hold, received another value", { cause: result.error });
    });
  }

  [Symbol.asyncDispose](): Promise<void> {
    this.#closing ??= guarded(`close the sink ${this.#name}`, this.#name, undefined, async () => this.#open[Symbol.asyncDispose]());
    return this.#closing;
  }

  #prepare(item: Item): void {
    const result: unknown = this.#open.prepare?.(item);
    if (typeof result !== "object" || result === null || !("then" in result)) return;
    if (result instanceof Promise) result.catch(() => undefined); // refused below whatever becomes of it
    throw new TypeError(`Cannot prepare an item for the sink ${this.#name}: prepare must be synchronous, received a promise`);
  }

  async #run<Result>(verb: string, signal: AbortSignal | undefined, action: () => Promise<Result>): Promise<Result> {
    if (this.#failure !== null) throw this.#failure.error;
    if (this.#closing !== null) throw new TypeError(`Cannot ${verb} the sink ${this.#name}: it must be open, received a call after it was closed`);
    try {
      return await guarded(`${verb} the sink ${this.#name}`, this.#name, signal, action);
    } catch (error) {
      this.#failure = { error };
      throw error;
    }
  }
}

async function guarded<Result>(what: string, sink: string, signal: SinkOpenOptions["signal"], action: () => Promise<Result>): Promise<Result> {
  try {
    return await action();
  } catch (error) {
    if (SluiceError.is(error) || (signal?.aborted === true && error === signal.reason)) throw error;
    throw new SluiceError(`Cannot ${what}: ${errorMessageOf(error)}`, { code: "SINK_FAILED", context: { sink }, cause: error });
  }
}

function requireName(name: unknown): void {
  if (typeof name === "string" && name !== "") return;
  throw new TypeError(`Cannot define a sink: name must be a non-empty string, received ${name === "" ? "an empty one" : typeof name}`);
}

function requireMethods(name: string, open: unknown): void {
  const found = Object(open) as Partial<Record<PropertyKey, unknown>>; // whatever a definition in JavaScript has returned
  const missing = ["write", "commit", Symbol.asyncDispose].filter((method) => typeof found[method] !== "function");
  if (found["prepare"] !== undefined && typeof found["prepare"] !== "function") missing.push("prepare");
  if (missing.length === 0) return;
  const list = missing.map((method) => (typeof method === "symbol" ? `[${method.description}]` : method)).join(", ");
  throw new TypeError(`Cannot open the sink ${name}: it must have functions as methods, received none for ${list}`);
}
