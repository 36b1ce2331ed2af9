import { EVENT_VERSION, type PipelineEvent, type UnknownEvent } from "@sluice/core-events";

/** An event of this release, or one of a type or version that it does not know. */
export type AnyEvent = PipelineEvent | UnknownEvent;

/**
 * Takes one event after the other, in the order of a stream. Synchronous, keeps no reference to the event, and never throws
 * because of what an event holds: fit to subscribe to a bus.
 */
export type EventConsumer = (event: AnyEvent) => void;

/** The event with the type this release knows it by; `null` for a newer version, of which only the type is certain. */
export function knownEvent(event: AnyEvent): PipelineEvent | null {
  return event["version"] === EVENT_VERSION ? (event as PipelineEvent) : null; // unknown types fall through every switch on `type`
}
