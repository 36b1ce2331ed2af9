import type { EventFields, RunControl } from "@sluice/core-events";
import type { AnyEvent } from "../events/any-event.js";
import { monitorEvents } from "../events/monitor-events.js";
import { StoppableStream, type WatchedStream } from "../events/stoppable-stream.js";
import { earlyValidation, type EarlyValidationOptions } from "./early-validation.js";

/** What early validation says of a run that it does not stop. */
export type EarlySignal =
  | ({ readonly type: "ValidationCheckpoint" } & EventFields<"ValidationCheckpoint">)
  | ({ readonly type: "ValidationWarning" } & EventFields<"ValidationWarning">);

/** How {@link validateEarly} judges, and whom it tells. */
export interface ValidateEarlyOptions extends EarlyValidationOptions {
  /** Gets each verdict and warning, at the event that brought it. They are no events of the stream: its numbers have no gaps to put them into. */
  readonly onSignal?: (signal: EarlySignal) => void;
}

/**
 * {@link earlyValidation} over any stream of events, or of arrays of events: the same events, until the first documents fail. Then
 * the source is closed and the iteration rejects with `EARLY_VALIDATION_FAILED`, after the event that brought the verdict.
 *
 * Inside a pipeline `monitors: [earlyValidation()]` is better: it sees outcomes before the buffer and before any filter.
 *
 * @throws {RangeError} If an option is out of range.
 * @example
 * ```ts
 * for await (const event of validateEarly(pipeline.streamEvents("jsonl", { parameters }), { after: 20 })) show(event);
 * ```
 */
export function validateEarly<Item extends AnyEvent | readonly AnyEvent[]>(source: AsyncIterable<Item>, options: ValidateEarlyOptions = {}): WatchedStream<Item> {
  const { onSignal, ...judging } = options;
  const first = earlyValidation(judging);
  const control: RunControl = {
    emit: (type: EarlySignal["type"], fields: object) => onSignal?.({ type, ...fields } as EarlySignal), // the fields are those of the type
    stop: (_reason, error) => stream.stop(error),
  };
  let isFirst = true;
  const monitor = (): ReturnType<typeof earlyValidation> => {
    if (!isFirst) return earlyValidation(judging);
    isFirst = false;
    return first;
  };
  const stream = new StoppableStream(source, monitorEvents({ monitor, control: () => control }));
  return stream;
}
