import type { AnyEvent } from "../events/any-event.js";
import { StoppableStream, type WatchedStream } from "../events/stoppable-stream.js";
import { watchRules, type WatchRulesOptions } from "./watch-rules.js";

/**
 * {@link watchRules} over any stream of events, or of arrays of events: the same events, until a rule whose action is `stop` fires.
 * Then the source is closed, also while it is being waited for, and the iteration rejects with `RULE_BROKEN`.
 *
 * @throws {RangeError} If a rule or an option is out of range.
 * @example
 * ```ts
 * const rules = [{ rule: "success-rate", atLeast: 0.9, windowDocuments: 200, action: "stop" }] as const;
 * for await (const event of withRules(pipeline.streamEvents("jsonl", { parameters }), { rules })) show(event);
 * ```
 */
export function withRules<Item extends AnyEvent | readonly AnyEvent[]>(source: AsyncIterable<Item>, options: WatchRulesOptions): WatchedStream<Item> {
  const watch = watchRules({
    ...options,
    onStop: (error, notice) => {
      stream.stop(error);
      options.onStop?.(error, notice);
    },
  });
  const stream = new StoppableStream(source, watch.observe, () => watch[Symbol.dispose]());
  return stream;
}
