import type { PipelineEvent } from "@sluice/core-events";
import type { EventConsumer } from "@sluice/monitors";
import type { EventStream } from "@sluice/pipeline";
import type { RunEvents } from "../log/run-events.js";
import type { Display } from "../output/display.js";
import { type LineWriter, ReaderLeftError } from "../output/line-writer.js";
import type { Terminal } from "../output/terminal.js";
import type { RunEnd } from "../report/run-summary.js";
import type { RunTally } from "../report/run-tally.js";
import type { Interrupt } from "./interrupt.js";

/** Who looks on while a run goes on. */
export interface Watchers {
  /** Where the events of the run go, log first. */
  readonly events: RunEvents;
  readonly tally: RunTally;
  readonly display: Display;
  readonly terminal: Terminal;
  readonly interrupt: Interrupt;
  /** Written to by the run; tells whether anybody still reads. */
  readonly writer: LineWriter;
  /** Shown every event, if there are rules that watch the run. */
  readonly observe?: EventConsumer | null;
  /** Called with each batch of events, and awaited before the next. */
  readonly onBatch?: (batch: readonly PipelineEvent[]) => Promise<void>;
}

/**
 * Reads a run to its end and says how it ended; errors of the run are an end, too. A signal, or a reader of the output who
 * leaves, stops it in an orderly way: what is in flight finishes and a last checkpoint is written. Everybody sees an event when it
 * is in the event log, into which the run itself puts it.
 */
export async function watchRun(stream: EventStream, watchers: Watchers): Promise<RunEnd> {
  const { display, terminal, interrupt, writer } = watchers;
  subscribe(watchers);
  interrupt.onStop((signal) => {
    terminal.line(`${signal}: stopping, documents in flight finish; once more ends at once`, "warning");
    stream.stop();
  });
  try {
    for await (const batch of stream.batches({ maxSize: 256 })) {
      if (!writer.hasReaderLeft) await watchers.onBatch?.(batch).catch(stopIfReaderLeft(stream));
    }
  } catch (error) {
    if (interrupt.received === null && !writer.hasReaderLeft) return { kind: "failed", error };
  } finally {
    display.close();
  }
  return endOf(watchers);
}

/** None of these keeps the run waiting, and one that fails is reported without harm to the others. */
function subscribe({ events: { bus }, tally, display, observe }: Watchers): void {
  bus.subscribe({ pattern: "*", name: "summary", priority: 3 }, (event) => tally.observe(event));
  bus.subscribe({ pattern: "*", name: "display", priority: 2 }, (event) => display.event(event));
  if (observe !== null && observe !== undefined) bus.subscribe({ pattern: "*", name: "rules", priority: 1, sideEffects: true }, (event) => observe(event));
}

function stopIfReaderLeft(stream: EventStream): (error: unknown) => void {
  return (error) => {
    if (!(error instanceof ReaderLeftError)) throw error;
    stream.stop();
  };
}

function endOf({ tally, interrupt, writer }: Watchers): RunEnd {
  if (tally.isCompleted) return { kind: "completed" };
  if (interrupt.received !== null) return { kind: "signal", signal: interrupt.received };
  if (writer.hasReaderLeft) return { kind: "reader-left" };
  return { kind: "failed", error: new Error("The run ended without saying how") };
}
