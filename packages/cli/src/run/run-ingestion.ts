import { errorMessageOf, type JsonValue, type PipelineEvent, Redactor, type RunStarted } from "@sluice/core-events";
import { type EventStream, IngestionPipeline } from "@sluice/pipeline";
import { RunForwards } from "../forward/run-forwards.js";
import { RunEvents } from "../log/run-events.js";
import { snapshotsOf } from "../log/snapshots.js";
import { createDisplay, wantsLiveDisplay } from "../output/choose-display.js";
import { displayPath } from "../output/display-path.js";
import { writeEvents } from "../output/event-output.js";
import { formatCount } from "../output/format.js";
import { LineWriter } from "../output/line-writer.js";
import { RunTally } from "../report/run-tally.js";
import { requireSummaryPath } from "../report/summary-path.js";
import type { Session } from "../session.js";
import type { Presentation } from "../settings/presentation.js";
import type { RunSettings } from "../settings/run-settings.js";
import { type ResolvedParameters, resolveSecrets } from "../settings/secret-parameters.js";
import { openAdapter } from "../source/open-adapter.js";
import { loadQualityRule, type QualityRule } from "../source/quality-rule.js";
import { runTargets } from "../targets/open-targets.js";
import { isStdout, targetName } from "../targets/target.js";
import { Interrupt } from "./interrupt.js";
import { monitorsOf } from "./monitors.js";
import { reportRun } from "./report-run.js";
import { completeText } from "./report-settled.js";
import { keepRetryTime } from "./retry-time.js";
import { RunState } from "./run-state.js";
import { RunWatch } from "./run-watch.js";
import { streamOptions } from "./stream-options.js";
import { asUsageError } from "./usage-of-pipeline.js";
import { watchRun } from "./watch-run.js";

/** One run as it is asked for. */
export interface IngestionPlan {
  readonly settings: RunSettings;
  /** `null` keeps no state. */
  readonly stateDirectory: string | null;
  readonly presentation: Presentation;
  /** Discards state, sink and dead letters of an earlier run. */
  readonly restart: boolean;
}

/** What a run is made of once everything is loaded and opened. */
interface Parts {
  readonly parameters: ResolvedParameters;
  readonly rule: QualityRule;
  readonly state: RunState;
  readonly writer: LineWriter;
  readonly redactor: Redactor;
  readonly interrupt: Interrupt;
  readonly watch: RunWatch;
  readonly events: RunEvents;
}

/** Runs an ingestion, or goes on with one, to its end, and reports it. Resolves with the exit code. */
export async function runIngestion(plan: IngestionPlan, session: Session): Promise<number> {
  const { settings, stateDirectory, presentation } = plan;
  const { terminal, io } = session;
  using interrupt = new Interrupt(io);
  using writer = new LineWriter(io.stdout);
  interrupt.onAbort((reason) => writer.abandon(reason));
  const parameters = resolveSecrets(settings, io.env);
  const redactor = new Redactor(parameters.secrets);
  using watch = await RunWatch.open({ settings, stateDirectory, secrets: parameters.secrets, session });
  await using forwards = await RunForwards.open({ settings, stateDirectory, session });
  const hidden = [...watch.secrets, ...forwards.secrets];
  terminal.redactWith(hidden.length === 0 ? redactor : new Redactor([...parameters.secrets, ...hidden]));
  const rule = await loadQualityRule(settings);
  await using state = await RunState.open({ settings, directory: stateDirectory, restart: plan.restart });
  await requireSummaryPath(presentation);
  const eventRedactor = parameters.secrets.length === 0 ? null : redactor;
  const logged = state.isFinished ? { ...settings, eventLog: null } : settings; // nothing happens in a run that is over already
  await using events = await RunEvents.open({ settings: logged, stateDirectory, redactor: eventRedactor, terminal });
  await using _snapshots = await snapshotsOf(presentation, events.bus);
  await forwards.begin(events.bus, { isOver: state.isFinished });
  const stream = await start(plan, { parameters, rule, state, writer, redactor, interrupt, watch, events });
  const tally = new RunTally();
  const isLive = wantsLiveDisplay(presentation.output, io, settings.sinks.some(isStdout) || presentation.output === "ndjson");
  const where = settings.deadLetters === null ? "the summary" : displayPath(settings.deadLetters, io.cwd);
  const display = await createDisplay(isLive, { terminal, tally, where });
  const end = await watchRun(stream, {
    events, tally, display, terminal, interrupt, writer, observe: watch.observe,
    async onBatch(batch) {
      const started = batch.find(isRunStarted);
      if (started !== undefined) await announce(started, plan, state, session);
      if (presentation.output === "ndjson") await writeEvents(batch, writer, eventRedactor);
    },
  });
  if (stateDirectory !== null && end.kind === "failed") await keepRetryTime(stateDirectory, end.error).catch((error: unknown) => terminal.line(`state: ${errorMessageOf(error)}`, "warning"));
  const forwarded = await forwards.close({ interrupted: interrupt.received !== null });
  await events.close();
  const watched = await watch.close({ interrupted: interrupt.received !== null });
  return await reportRun({ settings, stateDirectory, presentation, tally, end, writer, redactor, watched, eventLog: events.summary, forwards: forwarded, limit: state.isFinished ? null : (settings.limits.limit ?? null) }, session);
}

async function start({ settings, restart }: IngestionPlan, parts: Parts): Promise<EventStream> {
  const { parameters, rule, state, writer, redactor, interrupt, watch, events } = parts;
  const adapter = await openAdapter(settings, parameters);
  const pipeline = new IngestionPipeline({ adapters: [adapter] });
  return asUsageError(() =>
    pipeline.ingest(adapter.name, {
      ...streamOptions(settings, parameters, rule),
      ...runTargets({ ...settings, sinks: parameters.sinks }, { writer, redactor, overwrite: restart }),
      state: state.store,
      onAccepted: events.publish,
      configuration: { ...rule.fingerprint, ...moduleFingerprint(settings), sink: parameters.sinks.map(targetName).join(" "), deadLetters: settings.deadLetters },
      monitors: [...monitorsOf(settings), ...watch.monitors],
      signal: interrupt.signal,
    }),
  );
}

/** What tells an adapter of somebody else from another one; packages by name, so that an update does not end a run. */
function moduleFingerprint({ adapterModule }: RunSettings): Record<string, JsonValue> {
  if (adapterModule === undefined) return {};
  const { specifier, export: exported, options } = adapterModule;
  return { adapterModule: { module: specifier, export: exported, options } };
}

/** The run has been accepted as the one that the state belongs to: says so, and keeps its settings for the next attempt. */
async function announce({ resumedFrom }: RunStarted, { settings }: IngestionPlan, state: RunState, { terminal }: Session): Promise<void> {
  if (resumedFrom === undefined) return;
  if (state.isFinished) {
    terminal.line(completeText(resumedFrom), "good");
    return;
  }
  await state.keep(settings);
  terminal.line(`resuming behind ${formatCount(resumedFrom.completed)} completed, ${formatCount(resumedFrom.failed)} failed`, "strong");
}

function isRunStarted(event: PipelineEvent): event is RunStarted {
  return event.type === "RunStarted";
}
