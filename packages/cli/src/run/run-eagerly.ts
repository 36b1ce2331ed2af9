import { type Checkpoint, Redactor, type RunStats, type Sink } from "@sluice/core-events";
import { IngestionPipeline, type PipelineResult } from "@sluice/pipeline";
import { LineWriter } from "../output/line-writer.js";
import type { RunEnd } from "../report/run-summary.js";
import { RunTally } from "../report/run-tally.js";
import { requireSummaryPath } from "../report/summary-path.js";
import type { Session } from "../session.js";
import { resolveSecrets } from "../settings/secret-parameters.js";
import { openAdapter } from "../source/open-adapter.js";
import { loadQualityRule } from "../source/quality-rule.js";
import { runTargets } from "../targets/open-targets.js";
import { Interrupt } from "./interrupt.js";
import { monitorsOf } from "./monitors.js";
import { reportRun } from "./report-run.js";
import type { IngestionPlan } from "./run-ingestion.js";
import { streamOptions } from "./stream-options.js";
import { asUsageError } from "./usage-of-pipeline.js";

const WRITE_BATCH = 1000;

/**
 * The eager mode: collects every document in memory and writes the sink at the end. Nothing is shown meanwhile, nothing can be
 * resumed, and no dead letters are kept; it is there to be compared with streaming.
 */
export async function runEagerly(plan: IngestionPlan, session: Session): Promise<number> {
  const { settings, presentation } = plan;
  const { terminal, io } = session;
  using interrupt = new Interrupt(io);
  using writer = new LineWriter(io.stdout);
  interrupt.onAbort((reason) => writer.abandon(reason));
  await requireSummaryPath(presentation);
  const parameters = resolveSecrets(settings, io.env);
  const redactor = new Redactor(parameters.secrets);
  terminal.redactWith(redactor);
  terminal.line("eager mode: memory grows with every document, and a run that is stopped starts over", "warning");
  if (settings.monitors.length > 0) terminal.line("eager mode: the rules of monitors do not watch this run, and no alerts are sent", "warning");
  const [rule, adapter] = [await loadQualityRule(settings), await openAdapter(settings, parameters)];
  const stop = new AbortController();
  interrupt.onStop((signal) => stop.abort(new DOMException(`Stopped by ${signal}`, "AbortError")));
  const pipeline = new IngestionPipeline({ adapters: [adapter] });
  const options = { ...streamOptions(settings, parameters, rule), monitors: monitorsOf(settings), signal: stop.signal };
  const { sink } = runTargets({ ...settings, sinks: parameters.sinks }, { writer, redactor, overwrite: plan.restart });
  const tally = new RunTally();
  const end = await collect(() => asUsageError(() => pipeline.runAsync(adapter.name, options)), { sink, tally, interrupt, writer });
  const withoutLetters = { ...settings, deadLetters: null };
  return await reportRun({ settings: withoutLetters, stateDirectory: null, presentation, tally, end, writer, redactor }, session);
}

interface Collecting {
  readonly sink: Sink;
  readonly tally: RunTally;
  readonly interrupt: Interrupt;
  readonly writer: LineWriter;
}

async function collect(run: () => Promise<PipelineResult>, { sink, tally, interrupt, writer }: Collecting): Promise<RunEnd> {
  try {
    await using target = await sink.open({ position: null }); // first, so that a target that cannot be written costs no run
    const { documents, errors, stats } = await run();
    for (let start = 0; start < documents.length; start += WRITE_BATCH) await target.write(documents.slice(start, start + WRITE_BATCH));
    await target.commit(finalCheckpoint(stats));
    for (const error of errors) tally.observe(error);
    tally.completed = stats.completed;
    tally.retried = stats.retried;
    tally.stats = stats;
    tally.isCompleted = true;
    return { kind: "completed" };
  } catch (error) {
    if (interrupt.received !== null) return { kind: "signal", signal: interrupt.received };
    return writer.hasReaderLeft ? { kind: "reader-left" } : { kind: "failed", error };
  }
}

/** A sink wants to know what it commits; nobody stores this one. */
function finalCheckpoint({ completed, failed }: RunStats): Checkpoint {
  const seen = completed + failed;
  return {
    version: 1, runId: "eager", adapter: "eager", timestamp: Date.now(),
    cursor: null, lowWaterMark: seen, finished: { count: seen, ahead: [] }, completed, failed,
  };
}
