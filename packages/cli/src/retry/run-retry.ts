import { Redactor } from "@sluice/core-events";
import { openStateDirectory } from "@sluice/pipeline";
import type { SluiceConfig } from "../config/config-schema.js";
import { RunForwards } from "../forward/run-forwards.js";
import { RunEvents } from "../log/run-events.js";
import { snapshotsOf } from "../log/snapshots.js";
import { createDisplay, wantsLiveDisplay } from "../output/choose-display.js";
import { writeEvents } from "../output/event-output.js";
import { formatCount } from "../output/format.js";
import { LineWriter } from "../output/line-writer.js";
import { nextCommands } from "../report/next-commands.js";
import { RunTally } from "../report/run-tally.js";
import { requireSummaryPath } from "../report/summary-path.js";
import { Interrupt } from "../run/interrupt.js";
import { reportRun } from "../run/report-run.js";
import { reportSettled } from "../run/report-settled.js";
import { watchRun } from "../run/watch-run.js";
import type { Session } from "../session.js";
import { loadStoredSettings } from "../settings/load-stored-run.js";
import { overrideSettings } from "../settings/override-settings.js";
import type { Presentation } from "../settings/presentation.js";
import type { RunSettings } from "../settings/run-settings.js";
import { resolveSecrets } from "../settings/secret-parameters.js";
import { requireDistinctFiles } from "../targets/distinct-files.js";
import { UsageError } from "../usage-error.js";
import { finishRetry } from "./finish-retry.js";
import { openRetry } from "./open-retry.js";
import { type RetryParts, startRetry } from "./start-retry.js";
import { hasUnfinishedRetry } from "./unfinished-retry.js";

/** One call of `sluice retry-failed`. */
export interface RetryRequest {
  readonly stateDirectory: string;
  /** What the command line says this time. */
  readonly given: SluiceConfig;
  readonly presentation: Presentation;
}

/**
 * Puts the failed documents of a run through it once more: those that pass go to its sink, the others stay in its dead
 * letters. However often it is killed and called again, each is in one of the two in the end, once.
 */
export async function runRetry(request: RetryRequest, session: Session): Promise<number> {
  const { stateDirectory, given, presentation } = request;
  const { io, terminal } = session;
  using interrupt = new Interrupt(io);
  using writer = new LineWriter(io.stdout);
  interrupt.onAbort((reason) => writer.abandon(reason));
  const stored = overrideSettings(await loadStoredSettings(stateDirectory), given, io.cwd);
  await requireDistinctFiles({ settings: stored, stateDirectory, presentation, cwd: io.cwd });
  await using main = await openStateDirectory(stateDirectory);
  await requireSummaryPath(presentation);
  const found = await main.load();
  if (found === null || stored.deadLetters === null) throw new UsageError(`Cannot retry: expected a run with dead letters in ${stateDirectory}, received none`);
  if (found.failed === 0 && !(await hasUnfinishedRetry(stateDirectory))) {
    return await reportSettled({ settings: stored, stateDirectory, presentation, counts: found, text: "nothing to retry: no document of this run has failed" }, session);
  }
  const parameters = resolveSecrets(stored, io.env);
  const redactor = new Redactor(parameters.secrets);
  await using forwards = await RunForwards.open({ settings: stored, stateDirectory, session });
  terminal.redactWith(forwards.secrets.length === 0 ? redactor : new Redactor([...parameters.secrets, ...forwards.secrets]));
  const retry = await openRetry(main, found, stored, given);
  await using _nested = retry.nested;
  const letters = { path: stored.deadLetters, left: `${stored.deadLetters}.retry` };
  const settings = { ...retry.settings, maxFailed: given.maxFailed ?? null };
  const eventRedactor = parameters.secrets.length === 0 ? null : redactor;
  await using events = await RunEvents.open({ settings, stateDirectory, redactor: eventRedactor, terminal, isRetry: true });
  await using _snapshots = await snapshotsOf(presentation, events.bus);
  await forwards.begin(events.bus, { isOver: false });
  const parts: RetryParts = { main, found, retry, letters, parameters, redactor, writer, interrupt, events };
  const tally = new RunTally();
  const end = await watch(parts, settings, { session, presentation, tally });
  const forwarded = await forwards.close({ interrupted: interrupt.received !== null });
  await events.close();
  if (end.kind === "completed") await finish(parts);
  const again = nextCommands(settings, stateDirectory, io).retryFailed;
  return await reportRun({ settings, stateDirectory, presentation, tally, end, writer, redactor, eventLog: events.summary, forwards: forwarded, ...(again === null ? {} : { resumeCommand: again }) }, session);
}

interface Watching {
  readonly session: Session;
  readonly presentation: Presentation;
  readonly tally: RunTally;
}

async function watch(parts: RetryParts, settings: RunSettings, { session, presentation, tally }: Watching): ReturnType<typeof watchRun> {
  const { io, terminal } = session;
  const { parameters, redactor, writer, interrupt, events, plan } = { ...parts, plan: parts.retry.plan };
  const stream = await startRetry(parts, settings);
  const isLive = wantsLiveDisplay(presentation.output, io, presentation.output === "ndjson");
  const display = await createDisplay(isLive, { terminal, tally, where: "the dead letters" });
  terminal.line(`retrying ${formatCount(plan.failed)} failed documents`, "strong");
  return watchRun(stream, {
    events, tally, display, terminal, interrupt, writer,
    async onBatch(batch) {
      if (presentation.output === "ndjson") await writeEvents(batch, writer, parameters.secrets.length === 0 ? null : redactor);
    },
  });
}

async function finish({ main, retry, letters }: RetryParts): Promise<void> {
  const checkpoint = await retry.nested.load();
  if (checkpoint === null) throw new Error("The retry has ended without a checkpoint");
  await finishRetry({ main, nested: retry.nested, checkpoint, plan: retry.plan, letters });
}
