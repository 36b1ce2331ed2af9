import { EventFactory, type EventFields } from "../event-factory.js";
import { EVENT_TYPES, type EventOf, type EventType, type PipelineEvent } from "../pipeline-event.js";
import { sampleFields } from "./sample-fields.js";

/** A factory whose clock stands still. */
export function sampleFactory(): EventFactory {
  return new EventFactory({ runId: "r1", pipelineId: "p1", now: () => 1_763_775_600_000 });
}

/** A valid event of this type, made by the factory. */
export function sampleEvent<Type extends EventType>(type: Type, fields: Partial<EventFields<Type>> = {}): EventOf<Type> {
  return sampleFactory().create(type, { ...sampleFields[type], ...fields });
}

/** A valid event of every type, in the order of `EVENT_TYPES`. */
export function sampleEvents(): PipelineEvent[] {
  return EVENT_TYPES.map((type) => sampleEvent(type));
}
