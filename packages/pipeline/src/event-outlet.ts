import {
  applyTransformer,
  errorMessageOf,
  type EventFactory,
  type EventFields,
  type EventFilter,
  type EventTransformer,
  type EventType,
  type PipelineEvent,
} from "@sluice/core-events";

/** What an {@link EventOutlet} applies before an event is queued. */
export interface EventHooks {
  readonly filter?: EventFilter | undefined;
  readonly transform?: EventTransformer | undefined;
}

/** Where an {@link EventOutlet} leads. */
export interface EventOutletTargets {
  readonly push: (event: PipelineEvent, bytes: number) => void;
  readonly warn: (message: string, code: string) => void;
}

/**
 * The one way out for events: filter first, then transformer, then the queue. An event that does not pass gives its
 * sequence number back, so that what the consumer sees has no gaps.
 */
export class EventOutlet {
  readonly #factory: EventFactory;
  readonly #push: EventOutletTargets["push"];
  readonly #tell: EventOutletTargets["warn"];
  readonly #hooks: EventHooks | null;
  #warned = false;

  constructor(factory: EventFactory, { push, warn }: EventOutletTargets, hooks: EventHooks) {
    this.#factory = factory;
    this.#push = push;
    this.#tell = warn;
    this.#hooks = hooks.filter === undefined && hooks.transform === undefined ? null : hooks;
  }

  /**
   * Sends an event of a document.
   * @throws What filter or transformer throws; then nothing was sent and the number is free again.
   */
  send(event: PipelineEvent, bytes: number): void {
    if (this.#hooks === null) {
      this.#push(event, bytes);
      return;
    }
    const passed = this.#apply(event, this.#hooks);
    if (passed === null) this.#factory.withdraw();
    else this.#push(passed, bytes);
  }

  /** Makes and sends an event that must get out: where a hook throws, it goes out as it is, with a warning once per run. */
  report<Type extends EventType>(type: Type, fields: EventFields<Type>): void {
    this.sendAnyway(this.#factory.create(type, fields) as unknown as PipelineEvent); // EventOf<Type> is a member of the union
  }

  /** @see report */
  sendAnyway(event: PipelineEvent): void {
    if (this.#hooks === null) {
      this.#push(event, 0);
      return;
    }
    let passed: PipelineEvent | null = event;
    try {
      passed = this.#filterAndTransform(event, this.#hooks);
    } catch (error) {
      this.#warn(event, error);
    }
    if (passed === null) this.#factory.withdraw();
    else this.#push(passed, 0);
  }

  #apply(event: PipelineEvent, hooks: EventHooks): PipelineEvent | null {
    try {
      return this.#filterAndTransform(event, hooks);
    } catch (error) {
      this.#factory.withdraw();
      throw error;
    }
  }

  #filterAndTransform(event: PipelineEvent, { filter, transform }: EventHooks): PipelineEvent | null {
    if (filter !== undefined) {
      const passes: unknown = filter(event);
      if (typeof passes !== "boolean") throw new TypeError(`Cannot filter ${event.type}: the filter must return a boolean, received ${typeof passes}`);
      if (!passes) return null;
    }
    return transform === undefined ? event : applyTransformer(transform, event);
  }

  #warn(event: PipelineEvent, error: unknown): void {
    if (this.#warned) return;
    this.#warned = true;
    this.#tell(`A filter or transformer threw on ${event.type}, which was passed on as it is: ${errorMessageOf(error)}`, "SLUICE_HOOK_FAILED");
  }
}
