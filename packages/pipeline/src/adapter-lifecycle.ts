import type { AdapterState } from "@sluice/core-events";

const ORDER: readonly AdapterState[] = ["idle", "starting", "fetching", "draining", "closed"];

/** Tracks the state of the adapter of one run and reports each change; only forward, and `failed` from anywhere but the end. */
export class AdapterLifecycle {
  #state: AdapterState = "idle";
  readonly #onChange: (oldState: AdapterState, newState: AdapterState, reason: string | null) => void;

  constructor(onChange: (oldState: AdapterState, newState: AdapterState, reason: string | null) => void) {
    this.#onChange = onChange;
  }

  get state(): AdapterState {
    return this.#state;
  }

  /** Changes the state; a state that has been passed already is left as it is. */
  enter(state: AdapterState, reason: string | null = null): void {
    const old = this.#state;
    if (old === "closed" || old === "failed") return;
    if (state !== "failed" && ORDER.indexOf(state) <= ORDER.indexOf(old)) return;
    this.#state = state;
    this.#onChange(old, state, reason);
  }
}
