import { EVENT_VERSION, type PipelineEvent, type UnknownEvent } from "@sluice/core-events";

/** An event of this release, or one of a type or version that it does not know. */
export type AnyEvent = PipelineEvent | UnknownEvent;

/** Takes one event after the other, in the order of a stream or a bus. */
export type EventConsumer = (event: AnyEvent) => void;

/** The event with the type this release knows it by; `null` for a newer version, of which only the type is certain, and for an event of no run. */
export function knownEvent(event: AnyEvent): PipelineEvent | null {
  const isKnown = event["version"] === EVENT_VERSION && typeof event["runId"] === "string";
  return isKnown ? (event as PipelineEvent) : null; // unknown types fall through every switch on `type`
}
