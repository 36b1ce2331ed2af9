import type { PipelineEvent } from "@sluice/core-events";

/** Shows a run to people while it goes on. Works through the terminal's lines, and never on stdout. */
export interface Display {
  event(event: PipelineEvent): void;
  /** Takes the live part off the screen; nothing is shown after it. */
  close(): void;
}
