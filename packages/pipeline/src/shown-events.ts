import { applyTransformer, errorMessageOf, type PipelineEvent } from "@sluice/core-events";
import type { EventHooks } from "./event-outlet.js";

/**
 * What the consumer of a persistent run sees. Every event has to reach the targets, so filter and transformer are applied
 * when an event is made, where what they throw still fails its document, and decide later what is shown of it.
 */
export class ShownEvents {
  readonly #hooks: EventHooks;
  readonly #shown = new WeakMap<PipelineEvent, PipelineEvent | null>();
  #hidden = 0;
  #sequence = 0;

  constructor(hooks: EventHooks) {
    this.#hooks = hooks;
  }

  /** Whether there is anything to apply. */
  get hooked(): boolean {
    return this.#hooks.filter !== undefined || this.#hooks.transform !== undefined;
  }

  /** The sequence number that an event behind all those shown so far has. */
  get nextSequence(): number {
    return this.#sequence + 1;
  }

  /** Decides what is shown of an event, and lets the event itself through. @throws What filter or transformer throws. */
  readonly decide = (event: PipelineEvent): PipelineEvent => {
    const { filter, transform } = this.#hooks;
    const passes: unknown = filter === undefined || filter(event);
    if (typeof passes !== "boolean") throw new TypeError(`Cannot filter ${event.type}: the filter must return a boolean, received ${typeof passes}`);
    this.#shown.set(event, passes ? (transform === undefined ? event : applyTransformer(transform, event)) : null);
    return event;
  };

  /** Decides what is shown of an event that must not fail: where a hook throws, it is shown as it is, with a warning. */
  decideAnyway(event: PipelineEvent): void {
    try {
      this.decide(event);
    } catch (error) {
      const message = `A filter or transformer threw on ${event.type}, which was passed on as it is: ${errorMessageOf(error)}`;
      process.emitWarning(message, { type: "SluiceWarning", code: "SLUICE_HOOK_FAILED" });
    }
  }

  /** What is shown of these events, numbered without gaps. An event on which a hook threw is shown as it is. */
  of(events: readonly PipelineEvent[]): readonly PipelineEvent[] {
    this.#sequence = events.at(-1)?.sequence ?? this.#sequence;
    return this.hooked ? events.flatMap((event) => this.#show(event)) : events;
  }

  #show(event: PipelineEvent): readonly PipelineEvent[] {
    const shown = this.#shown.get(event);
    if (shown === null) {
      this.#hidden += 1;
      return [];
    }
    const visible = shown ?? event;
    return [this.#hidden === 0 ? visible : { ...visible, sequence: visible.sequence - this.#hidden }];
  }
}
