import type { PipelineEvent } from "@sluice/core-events";
import type { Meters } from "./meters.js";

/** Counts the events of stages, gates and circuits. */
export function observeStage(event: PipelineEvent, meters: Meters): void {
  switch (event.type) {
    case "StageCompleted":
      meters.stages.with(event.stage, "completed").value += 1;
      meters.stageDuration.with(event.stage).record(event.durationMs / 1000);
      return;
    case "StageFailed":
      meters.stages.with(event.stage, "failed").value += 1;
      return;
    case "StageRetrying":
      meters.stageRetries.with(event.stage).value += 1;
      return;
    case "GateOpened":
      meters.gateWait.with(event.gate, "opened").record(event.waitedMs / 1000);
      return;
    case "GateTimedOut":
      meters.gateWait.with(event.gate, "timed_out").record(event.waitedMs / 1000);
      return;
    case "CircuitStateChange":
      for (const state of ["closed", "open", "half-open"]) {
        meters.circuitState.with(event.circuit, state).value = state === event.newState ? 1 : 0;
        meters.circuitTransitions.with(event.circuit, state).value += state === event.newState ? 1 : 0;
      }
  }
}
