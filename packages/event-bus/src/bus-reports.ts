import { channel } from "node:diagnostics_channel";
import { errorMessageOf } from "@sluice/core-events";
import type { BusEvent, OverflowPolicy } from "./event-bus.js";

/** An event that a subscription has lost, as given to `onDrop` and published on `sluice:event-bus:drop`. */
export interface DropNotice {
  readonly subscription: string;
  readonly reason: Exclude<OverflowPolicy, "wait"> | "closed";
  /** The event lost; `null` where several went at once. */
  readonly event: BusEvent | null;
  /** How many were lost now. */
  readonly count: number;
  /** How many this subscription has lost so far. */
  readonly dropped: number;
}

/** Where an error comes from that no caller is there to catch. */
export interface FailureOrigin {
  /** The subscription, forwarder or log concerned. */
  readonly name: string;
  /** The event that was being handled, if there was one. */
  readonly event: BusEvent | null;
}

/** Where a bus reports what it cannot throw. */
export interface ReportOptions {
  /** Gets each error of a handler, and what ends a subscription. @default a process warning `SLUICE_BUS_FAILURE` */
  readonly onError?: ((error: unknown, origin: FailureOrigin) => void) | undefined;
  /** Gets each loss. It is called while events are handed out, and must be cheap. */
  readonly onDrop?: ((notice: DropNotice) => void) | undefined;
}

const drops = channel("sluice:event-bus:drop");

/** Carries errors and losses to whoever asked for them; a report that throws becomes a process warning, and harms nobody. */
export class BusReports {
  readonly #onError: ReportOptions["onError"];
  readonly #onDrop: ReportOptions["onDrop"];

  constructor({ onError, onDrop }: ReportOptions) {
    this.#onError = onError;
    this.#onDrop = onDrop;
  }

  failure(error: unknown, origin: FailureOrigin): void {
    if (this.#onError === undefined) { warn(error, origin.name); return; }
    try {
      this.#onError(error, origin);
    } catch (reportError) {
      warn(error, origin.name);
      warn(reportError, "onError");
    }
  }

  drop(notice: DropNotice): void {
    if (drops.hasSubscribers) drops.publish(notice);
    try {
      this.#onDrop?.(notice);
    } catch (error) {
      warn(error, "onDrop");
    }
  }
}

function warn(error: unknown, name: string): void {
  process.emitWarning(`${name}: ${errorMessageOf(error)}`, { code: "SLUICE_BUS_FAILURE" });
}
