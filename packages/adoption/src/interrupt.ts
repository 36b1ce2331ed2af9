import type { AdoptionIo, StopSignal } from "./adoption-io.js";

/** What a signal aborts with. */
export class Interrupted extends Error {
  override readonly name = "Interrupted";
  readonly signal: StopSignal;

  constructor(signal: StopSignal) {
    super(`Stopped by ${signal}`);
    this.signal = signal;
  }

  /** 128 plus the number of the signal, as shells do it. */
  get exitCode(): number {
    return this.signal === "SIGINT" ? 130 : 143;
  }
}

/** An abort signal that follows the first signal to the process, until it is disposed of. */
export function interruptOf(io: AdoptionIo): { readonly signal: AbortSignal } & Disposable {
  const controller = new AbortController();
  const release = io.onSignal?.((signal) => controller.abort(new Interrupted(signal)));
  return { signal: controller.signal, [Symbol.dispose]: () => release?.() };
}
