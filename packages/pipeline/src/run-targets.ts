import { type Checkpoint, type DeadLetter, type Document, errorMessageOf, type OpenSink, type Sink, type SinkPosition, SluiceError } from "@sluice/core-events";

/** How many items wait in memory before they are handed to the target. */
const WRITE_BATCH = 256;

/** The positions of all targets, by name. */
export type Positions = Readonly<Record<string, SinkPosition>>;

/** The targets of one persistent run: opened together, committed together. */
export class RunTargets implements AsyncDisposable {
  readonly #documents: Target<Document>;
  readonly #deadLetters: Target<DeadLetter> | null;

  private constructor(documents: Target<Document>, deadLetters: Target<DeadLetter> | null) {
    this.#documents = documents;
    this.#deadLetters = deadLetters;
  }

  /**
   * Opens all targets at their positions.
   * @throws {SluiceError} What the first target that cannot be opened throws; then none stays open.
   */
  static async open(sink: Sink, deadLetters: Sink<DeadLetter> | undefined, positions: Positions): Promise<RunTargets> {
    if (deadLetters?.name === sink.name) throw new TypeError(`Cannot open the targets: their names must differ, received ${sink.name} twice`);
    const documents = await Target.open(sink, positions);
    try {
      return new RunTargets(documents, deadLetters === undefined ? null : await Target.open(deadLetters, positions));
    } catch (error) {
      await documents[Symbol.asyncDispose]();
      throw error;
    }
  }

  /** @see OpenSink.prepare */
  readonly prepare = (document: Document): void => this.#documents.prepare(document);

  async add(document: Document): Promise<void> {
    await this.#documents.add(document);
  }

  async addDeadLetter(letter: DeadLetter): Promise<void> {
    await this.#deadLetters?.add(letter);
  }

  /** Makes everything added so far durable. */
  async commit(checkpoint: Checkpoint): Promise<Positions> {
    const targets = this.#deadLetters === null ? [this.#documents] : [this.#documents, this.#deadLetters];
    const results = await Promise.allSettled(targets.map(async (target) => [target.name, await target.commit(checkpoint)] as const));
    return Object.fromEntries(results.map(valueOf)); // all settled, so that none is closed while it commits
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const results = await Promise.allSettled([this.#documents[Symbol.asyncDispose](), this.#deadLetters?.[Symbol.asyncDispose]()]);
    results.forEach(valueOf);
  }
}

function valueOf<T>(result: PromiseSettledResult<T>): T {
  if (result.status === "rejected") throw result.reason;
  return result.value;
}

/** One open sink with the items that wait for it. */
class Target<Item> implements AsyncDisposable {
  readonly name: string;
  readonly #open: OpenSink<Item>;
  #waiting: Item[] = [];

  private constructor(name: string, open: OpenSink<Item>) {
    this.name = name;
    this.#open = open;
  }

  static async open<Item>(sink: Sink<Item>, positions: Positions): Promise<Target<Item>> {
    return new Target(sink.name, await sink.open({ position: positions[sink.name] ?? null }));
  }

  prepare(item: Item): void {
    this.#open.prepare?.(item);
  }

  async add(item: Item): Promise<void> {
    this.#waiting.push(item);
    if (this.#waiting.length >= WRITE_BATCH) await this.#write();
  }

  async commit(checkpoint: Checkpoint): Promise<SinkPosition> {
    await this.#write();
    return this.#guard(() => this.#open.commit(checkpoint));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#open[Symbol.asyncDispose]();
  }

  async #write(): Promise<void> {
    const items = this.#waiting;
    this.#waiting = [];
    if (items.length > 0) await this.#guard(() => this.#open.write(items));
  }

  async #guard<T>(action: () => Promise<T>): Promise<T> {
    try {
      return await action();
    } catch (error) {
      if (SluiceError.is(error)) throw error;
      throw new SluiceError(`Cannot write to ${this.name}: ${errorMessageOf(error)}`, { code: "SINK_FAILED", context: { sink: this.name }, cause: error });
    }
  }
}
