import { errorMessageOf, type PipelineEvent } from "@sluice/core-events";
import type { ShownEvents } from "./shown-events.js";

/** Told of events before a checkpoint covers them; see `IngestOptions.onAccepted`. */
export type AcceptedHandler = (events: readonly PipelineEvent[]) => void | Promise<void>;

/** The events that the targets have accepted, on their way to the consumer, past whoever is to know of them before a checkpoint. */
export class AcceptedEvents {
  readonly #shown: ShownEvents;
  readonly #handler: AcceptedHandler | undefined;
  #unhandled: PipelineEvent[] = [];
  #handled: PipelineEvent[] = [];

  constructor(shown: ShownEvents, handler: AcceptedHandler | undefined) {
    this.#shown = shown;
    this.#handler = handler;
  }

  /** Takes the next event. */
  push(event: PipelineEvent): void {
    this.#unhandled.push(event);
  }

  /** Resolves when the handler has seen every event so far. @throws What the handler throws, which has lost its events then. */
  async settle(): Promise<void> {
    const shown = this.#shown.of(this.#unhandled);
    this.#unhandled = [];
    if (shown.length === 0) return;
    this.#handled = this.#handled.length === 0 ? [...shown] : this.#handled.concat(shown);
    await this.#handler?.(shown);
  }

  /** As `settle`, at the end of a run that has failed: its own error is the one to report, so one of the handler is a warning. */
  async settleAnyway(): Promise<void> {
    try {
      await this.settle();
    } catch (error) {
      const message = `onAccepted failed on the last events of a failed run: ${errorMessageOf(error)}`;
      process.emitWarning(message, { type: "SluiceWarning", code: "SLUICE_HOOK_FAILED" });
    }
  }

  /** What the consumer has not got yet of the events that the handler has seen. */
  take(): readonly PipelineEvent[] {
    const events = this.#handled;
    this.#handled = [];
    return events;
  }
}
