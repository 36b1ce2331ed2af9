/** What has become of the events of a run on their way to one target. */
export interface ForwardSummary {
  /** The address without credentials. */
  readonly target: string;
  /** Under which name the position is kept beside the log. */
  readonly consumer: string;
  /** Whether the target has everything, or the rest waits in the log, or forwarding has ended with an error. */
  readonly state: "complete" | "behind" | "failed";
  /** Events that the target has acknowledged in this attempt. */
  readonly forwarded: number;
  /** The last offset that is done with. */
  readonly acknowledgedOffset: number;
  /** Events of the log behind it. */
  readonly lag: number;
  /** Calls that have failed. */
  readonly failures: number;
  /** Events that the target refuses for good. */
  readonly refused: number;
  /** Events that retention had removed from the log before they were sent. */
  readonly missed: number;
  readonly error: string | null;
}
