import { errorMessageOf } from "@sluice/core-events";

/**
 * What the documents of one run share, made when the first one needs it and disposed when the run's signal aborts, which it
 * does at every end of a run.
 */
export class PerRun<Resource extends AsyncDisposable> {
  readonly #make: (signal: AbortSignal) => Resource;
  readonly #bySignal = new WeakMap<AbortSignal, Resource>();

  constructor(make: (signal: AbortSignal) => Resource) {
    this.#make = make;
  }

  /** @throws The signal's reason, if the run is over. */
  of(signal: AbortSignal): Resource {
    signal.throwIfAborted();
    const known = this.#bySignal.get(signal);
    if (known !== undefined) return known;
    const resource = this.#make(signal);
    this.#bySignal.set(signal, resource);
    signal.addEventListener("abort", () => void dispose(resource), { once: true });
    return resource;
  }
}

async function dispose(resource: AsyncDisposable): Promise<void> {
  try {
    await resource[Symbol.asyncDispose]();
  } catch (error) {
    process.emitWarning(`Cannot let go of what a run has used: ${errorMessageOf(error)}`, { type: "SluiceWarning", code: "SLUICE_NOT_DISPOSED" });
  }
}
