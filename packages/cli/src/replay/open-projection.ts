import { resolve } from "node:path";
import type { ReplayedEntry } from "@sluice/event-bus";
import { RunMetrics } from "@sluice/metrics";
import { entryLine } from "../log/entry-line.js";
import type { LineTarget } from "../log/entry-output.js";
import { openOutput } from "./output-target.js";
import type { Into } from "./parse-into.js";
import type { Projection } from "./projection.js";
import { ReplaySummarizer } from "./replay-summary.js";
import { summaryText } from "./summary-text.js";

/** What a projection is opened with. */
export interface ProjectionOptions {
  readonly stdout: LineTarget;
  readonly cwd: string;
  /** The summary as JSON instead of text. */
  readonly json: boolean;
  readonly overwrite: boolean;
}

/** Opens what a replay is to go into. */
export async function openProjection({ kind, path }: Into, options: ProjectionOptions): Promise<Projection> {
  const file = path === null ? null : await openOutput(resolve(options.cwd, path), options);
  const target = file ?? options.stdout;
  return { ...(await made[kind](target, options)), [Symbol.asyncDispose]: async () => await file?.[Symbol.asyncDispose]() };
}

type Made = Omit<Projection, typeof Symbol.asyncDispose>;

const made: Readonly<Record<Into["kind"], (target: LineTarget, options: ProjectionOptions) => Made | Promise<Made>>> = {
  stdout: (target) => lines(target, entryLine),
  jsonl: (target) => lines(target, ({ offset, event }) => JSON.stringify({ offset, replayed: true, event })),
  summary(target, { json }) {
    const summarizer = new ReplaySummarizer();
    return {
      add: observe((entry) => summarizer.add(entry)),
      finish: () => target.write(json ? `${JSON.stringify(summarizer.summary(), null, 2)}\n` : summaryText(summarizer.summary())),
    };
  },
  metrics(target) {
    const metrics = new RunMetrics();
    return {
      add: observe(({ event }) => metrics.observe(event)),
      finish: () => target.write(`${JSON.stringify(metrics.snapshot(), null, 2)}\n`),
    };
  },
  async prometheus(target) {
    const { prometheusMetrics } = await import("@sluice/metrics/prometheus");
    const prometheus = await prometheusMetrics();
    return {
      add: observe(({ event }) => prometheus.observe(event)),
      finish: async () => {
        prometheus.dispose(); // what this process does itself is none of it
        await target.write(await prometheus.metricsText());
      },
    };
  },
};

/** For what is done at once. */
function observe(take: (entry: ReplayedEntry) => void): Made["add"] {
  return (entries) => {
    for (const entry of entries) take(entry);
    return undefined;
  };
}

/** One line each, without its end, as many at a time as are read. */
function lines(target: LineTarget, format: (entry: ReplayedEntry) => string): Made {
  return {
    add: (entries) => target.write(entries.map((entry) => `${format(entry)}\n`).join("")),
    finish: () => Promise.resolve(),
  };
}
