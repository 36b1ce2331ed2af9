import { Effect, Queue, Stream } from "effect";
import type { Document } from "@sluice/core-events";
import { concurrencyOf, parserOf, records, type Scenario, type SourceRecord } from "./job.ts";
import { PeerEvents } from "./peer-events.ts";

type Made = NonNullable<ReturnType<PeerEvents["started" | "completed" | "progress"]>>;

function parsing(scenario: Scenario): (record: SourceRecord) => Effect.Effect<Document> {
  const parse = parserOf(scenario);
  return (record) => {
    const parsed = parse(record);
    return parsed instanceof Promise ? Effect.promise(() => parsed) : Effect.succeed(parsed);
  };
}

/** The documents of a scenario as an Effect stream. */
export function documentStream(scenario: Scenario, count: number): Stream.Stream<Document, unknown> {
  return Stream.fromAsyncIterable(records(count), (error) => error).pipe(
    Stream.mapEffect(parsing(scenario), { concurrency: concurrencyOf[scenario], unordered: true }),
  );
}

/**
 * The events of a scenario as an Effect stream, through a bounded queue; `started` arrives before its document is parsed.
 * A stream per document with `Stream.flatMap` says the same in fewer words and takes six times as long.
 */
export function eventStream(scenario: Scenario, count: number): Stream.Stream<Made, unknown> {
  const parse = parsing(scenario);
  const events = new PeerEvents();
  return Stream.callback<Made, unknown>(
    (queue) => {
      const finish = (document: Document): Effect.Effect<unknown> => {
        const completed = events.completed(document);
        const progress = events.progress();
        return progress === null ? Queue.offer(queue, completed) : Queue.offerAll(queue, [completed, progress]);
      };
      const ingest = (record: SourceRecord): Effect.Effect<unknown> =>
        Queue.offer(queue, events.started(record)).pipe(Effect.andThen(Effect.suspend(() => parse(record))), Effect.flatMap(finish));
      return Stream.fromAsyncIterable(records(count), (error) => error).pipe(
        Stream.mapEffect(ingest, { concurrency: concurrencyOf[scenario], unordered: true }),
        Stream.runDrain,
        Effect.andThen(Queue.end(queue)),
      );
    },
    { bufferSize: 64 },
  );
}
