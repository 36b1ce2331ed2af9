import type { Document } from "./document.js";
import type { DocumentCompleted, DocumentStarted } from "./document-events.js";
import { EVENT_VERSION, type EventEnvelope } from "./event-envelope.js";
import type { EventOf, EventType } from "./pipeline-event.js";

/** The fields of an event beyond the common ones. */
export type EventFields<Type extends EventType> = Omit<EventOf<Type>, "type" | keyof EventEnvelope>;

/** What an {@link EventFactory} puts into every event. */
export interface EventFactoryOptions {
  readonly runId: string;
  readonly pipelineId: string;
  /** Milliseconds since epoch. @default Date.now */
  readonly now?: () => number;
}

/**
 * Makes the events of one run, numbered 1, 2, 3 … in the order of creation.
 *
 * @example
 * ```ts
 * const factory = new EventFactory({ runId: "r1", pipelineId: "p1" });
 * const event = factory.create("AdapterEvent", { adapter: "jsonl", name: "page", payload: { number: 1 } });
 * ```
 */
export class EventFactory {
  readonly runId: string;
  readonly pipelineId: string;
  #sequence = 0;
  readonly #now: () => number;

  constructor({ runId, pipelineId, now = Date.now }: EventFactoryOptions) {
    this.runId = runId;
    this.pipelineId = pipelineId;
    this.#now = now;
  }

  /** Makes any event. */
  create<Type extends EventType>(type: Type, fields: EventFields<Type>): EventOf<Type> {
    const event = { type, ...this.#envelope(), ...fields };
    return event as unknown as EventOf<Type>; // envelope and fields together are the event, which TypeScript cannot see for a generic type
  }

  /** Takes back the number of the event made last, which was filtered out before anybody saw it. */
  withdraw(): void {
    this.#sequence -= 1;
  }

  /** The hot path of `create("DocumentStarted", …)`: one literal, because object spread costs more than the event. */
  documentStarted(docId: string, adapter: string, parameters: Readonly<Record<string, unknown>>): DocumentStarted {
    return {
      type: "DocumentStarted",
      version: EVENT_VERSION,
      sequence: ++this.#sequence,
      timestamp: this.#now(),
      runId: this.runId,
      pipelineId: this.pipelineId,
      docId,
      adapter,
      parameters,
    };
  }

  /** The hot path of `create("DocumentCompleted", …)`. */
  documentCompleted(document: Document, durationMs: number, adapterMetadata: Readonly<Record<string, unknown>>): DocumentCompleted {
    return {
      type: "DocumentCompleted",
      version: EVENT_VERSION,
      sequence: ++this.#sequence,
      timestamp: this.#now(),
      runId: this.runId,
      pipelineId: this.pipelineId,
      document,
      durationMs,
      adapterMetadata,
    };
  }

  #envelope(): EventEnvelope {
    this.#sequence += 1;
    return {
      version: EVENT_VERSION,
      sequence: this.#sequence,
      timestamp: this.#now(),
      runId: this.runId,
      pipelineId: this.pipelineId,
    };
  }
}
