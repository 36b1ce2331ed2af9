import { type Checkpoint, isRunTerminal, type PipelineEvent, Redactor, type Sink, type SinkPosition } from "@sluice/core-events";
import { checkJsonlOptions, type JsonlOptions } from "./jsonl-options.js";
import { jsonlSinkOf } from "./jsonl-sink-of.js";
import { serializeLine } from "./serialize-line.js";

/** How a file of events is kept. */
export interface EventsOptions extends JsonlOptions {
  /** Taken out of every event, except from the document that a `DocumentCompleted` carries. @default none */
  readonly secrets?: readonly string[];
}

/**
 * Keeps events in a JSON Lines file, one per line, under the same promises as `jsonlSink`: what a commit covers is there once
 * after a crash at any instant, if the position is stored with the checkpoint. The offset of an event is the number of its
 * line, from 0; it never changes. Several attempts of a run follow each other in one file, each numbering its own events.
 *
 * @throws {TypeError} If an option is of the wrong type.
 * @example
 * ```ts
 * for await (const event of recordEvents(pipeline.streamEvents("jsonl"), { sink: eventsSink({ path: "run.events.jsonl" }) })) show(event);
 * ```
 */
export function eventsSink({ secrets = [], ...options }: EventsOptions): Sink<PipelineEvent> {
  const redactor = secrets.length === 0 ? null : new Redactor(secrets);
  const checked = checkJsonlOptions(options, "events");
  const file = jsonlSinkOf<PipelineEvent>(checked, (event) => serializeLine(redactor === null ? event : redacted(event, redactor), docIdOf(event)));
  return {
    name: file.name,
    async open(options) {
      const open = await file.open(options);
      let events = eventsIn(options.position);
      return {
        prepare: (event) => open.prepare?.(event),
        async write(batch, writeOptions) {
          await open.write(batch, writeOptions);
          events += batch.length;
        },
        async commit(checkpoint) {
          const covered = events;
          const position = await open.commit(checkpoint);
          return { ...(position as Readonly<Record<string, number>>), events: covered }; // that of a JSON Lines file
        },
        [Symbol.asyncDispose]: () => open[Symbol.asyncDispose](),
      };
    },
  };
}

/** What {@link recordEvents} does with a stream. */
export interface RecordOptions {
  readonly sink: Sink<PipelineEvent>;
  /** Where the last commit that was stored has left the target. @default the start of a run */
  readonly position?: SinkPosition | null;
  /** Called at each commit, and awaited before its event is passed on: store both, and resume from both. */
  readonly onCommit?: (position: SinkPosition, checkpoint: Checkpoint | null) => void | PromiseLike<void>;
  readonly signal?: AbortSignal;
}

/**
 * Passes a stream of events on as it is, each once the sink has accepted it. At every checkpoint that an event carries, and
 * at the end of the run, everything up to that event is made durable. Leaving early, as `break` does, closes both; what no
 * commit covers is cut off when the sink is opened at the last position.
 */
export async function* recordEvents(events: AsyncIterable<PipelineEvent>, options: RecordOptions): AsyncGenerator<PipelineEvent, void, undefined> {
  const { sink, position = null, onCommit, signal } = options;
  await using target = await sink.open({ position, ...(signal === undefined ? {} : { signal }) });
  let last: Checkpoint | null = null;
  for await (const event of events) {
    await target.write([event], signal === undefined ? {} : { signal });
    const checkpoint = event.type === "BatchProgress" ? (event.checkpoint ?? null) : null;
    last = checkpoint ?? last;
    if (checkpoint !== null || isRunTerminal(event)) {
      const committed = await target.commit(last ?? checkpointBefore(event));
      await onCommit?.(committed, checkpoint);
    }
    yield event;
  }
}

/** A run may end before its first checkpoint. */
function checkpointBefore({ runId, timestamp }: PipelineEvent): Checkpoint {
  return { version: 1, runId, adapter: "", timestamp, cursor: null, lowWaterMark: 0, finished: { count: 0, ahead: [] }, completed: 0, failed: 0 };
}

function redacted(event: PipelineEvent, redactor: Redactor): PipelineEvent {
  if (event.type !== "DocumentCompleted") return redactor.value(event);
  return { ...redactor.value({ ...event, document: null }), document: event.document };
}

function docIdOf(event: PipelineEvent): string | null {
  return event.type === "DocumentCompleted" ? event.document.docId : null;
}

function eventsIn(position: SinkPosition | null): number {
  const events = typeof position === "object" && position !== null && "events" in position ? position.events : 0;
  return typeof events === "number" ? events : 0;
}
