import { Redactor, type StoredCheckpoint } from "@sluice/core-events";
import { formatCount } from "../output/format.js";
import { LineWriter } from "../output/line-writer.js";
import { RunTally } from "../report/run-tally.js";
import type { Session } from "../session.js";
import { reportRun, type RunReport } from "./report-run.js";

type Counts = Pick<StoredCheckpoint, "completed" | "failed">;

/** A run in which nothing is left to do. */
export interface SettledRun extends Pick<RunReport, "settings" | "stateDirectory" | "presentation"> {
  readonly counts: Counts;
  /** What is said of it. */
  readonly text: string;
}

/** What is said of a run that has come to its end before. */
export function completeText({ completed, failed }: Counts): string {
  return `nothing to do: this run is complete (${formatCount(completed)} completed, ${formatCount(failed)} failed); --restart starts over`;
}

/** Says that nothing is left to do and reports the run as it stands. Returns the exit code. */
export async function reportSettled({ counts, text, ...report }: SettledRun, session: Session): Promise<number> {
  using writer = new LineWriter(session.io.stdout);
  session.terminal.line(text, "good");
  const tally = new RunTally();
  tally.completed = counts.completed;
  tally.failed = counts.failed;
  return await reportRun({ ...report, tally, end: { kind: "completed" }, writer, redactor: new Redactor([]) }, session);
}
