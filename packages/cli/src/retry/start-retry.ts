import type { Redactor, StoredCheckpoint } from "@sluice/core-events";
import { type EventStream, IngestionPipeline, type StateDirectory } from "@sluice/pipeline";
import type { RunEvents } from "../log/run-events.js";
import type { LineWriter } from "../output/line-writer.js";
import type { Interrupt } from "../run/interrupt.js";
import { streamOptions } from "../run/stream-options.js";
import { asUsageError } from "../run/usage-of-pipeline.js";
import type { RunSettings } from "../settings/run-settings.js";
import type { ResolvedParameters } from "../settings/secret-parameters.js";
import { openAdapter } from "../source/open-adapter.js";
import { loadQualityRule } from "../source/quality-rule.js";
import { mapSink } from "../targets/map-sink.js";
import { deadLetterFile, runTargets } from "../targets/open-targets.js";
import { deadLetterAdapter, letterAgain } from "./dead-letter-adapter.js";
import type { OpenRetry } from "./open-retry.js";

/** What the parts of a retry work with. */
export interface RetryParts {
  readonly main: StateDirectory;
  readonly found: StoredCheckpoint;
  readonly retry: OpenRetry;
  readonly letters: { readonly path: string; readonly left: string };
  readonly parameters: ResolvedParameters;
  readonly redactor: Redactor;
  readonly writer: LineWriter;
  readonly interrupt: Interrupt;
  readonly events: RunEvents;
}

/**
 * Starts the run of a retry: from the dead letters that the run's checkpoint covers, into its sink behind that checkpoint, with a
 * second file for the letters that are left.
 */
export async function startRetry({ found, retry, letters, parameters, redactor, writer, interrupt, events }: RetryParts, settings: RunSettings): Promise<EventStream> {
  const rule = await loadQualityRule(settings);
  const { sink, deadLetters } = runTargets({ ...settings, sinks: parameters.sinks }, { writer, redactor, overwrite: false });
  const { deadLetters: position, failed: count } = retry.plan;
  const isOver = (await retry.nested.load())?.status === "completed"; // then the file may be the one of those that are left
  if (!isOver && deadLetters !== undefined) await (await deadLetters.open({ position }))[Symbol.asyncDispose](); // cuts off what no checkpoint covers
  const adapter = deadLetterAdapter(await openAdapter(settings, parameters), { path: letters.path, count, position });
  const left = deadLetterFile(letters.left, { ifExists: "overwrite", redactor, gzip: letters.path.endsWith(".gz") });
  const { limit: _, ...limits } = settings.limits;
  return asUsageError(() =>
    new IngestionPipeline({ adapters: [adapter] }).ingest(adapter.name, {
      ...streamOptions({ ...settings, limits }, parameters, rule),
      sink,
      deadLetters: mapSink(left, letterAgain),
      state: retry.nested,
      onAccepted: events.publish,
      configuration: rule.fingerprint,
      initialPositions: Object.fromEntries(Object.entries(found.positions).filter(([name]) => name === sink.name)),
      signal: interrupt.signal,
    }),
  );
}
