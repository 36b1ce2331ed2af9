import type { JsonValue } from "@sluice/core-events";
import { type RuleInput, rulesSchema } from "@sluice/monitors";
import type { SluiceConfig } from "../config/config-schema.js";
import { type KnownAdapter, knownAdapter } from "../source/adapter-registry.js";
import type { AdapterPlugin } from "../source/load-plugin.js";
import { basePath } from "../targets/state-paths.js";
import { parseTarget, type Target, targetName } from "../targets/target.js";
import { UsageError } from "../usage-error.js";
import { resolveEventLog } from "./event-log.js";
import { resolveForward } from "./forward.js";
import { refuseHttpOptions, resolveHttp } from "./http.js";
import type { RunSettings } from "./run-settings.js";
import { withoutUndefined } from "./without-undefined.js";

/** What {@link resolveSettings} takes beside the configuration. */
export interface ResolveOptions {
  /** The adapter that a module brings; else `config.adapter` is one of ours. */
  readonly plugin?: AdapterPlugin | null;
  /** Where dead letters are kept of documents that go into no file, and what the path of a policy is relative to. */
  readonly cwd?: string;
}

/**
 * Makes the settings of a run out of a merged configuration.
 *
 * @throws {UsageError} If something needed is missing, or does not fit the adapter or the sink.
 */
export function resolveSettings(config: SluiceConfig, { plugin = null, cwd = "." }: ResolveOptions = {}): RunSettings {
  const { sink } = config;
  const adapter = plugin?.name ?? config.adapter;
  if (adapter === undefined) throw new UsageError("Cannot ingest: expected the name of an adapter, received none (sluice adapters lists them)");
  if (sink === undefined) throw new UsageError("Cannot ingest: expected --sink jsonl:PATH, sqlite:PATH, postgres:URL or stdout, received none");
  const traits = plugin === null ? knownAdapter(adapter) : { ...PLUGIN_TRAITS, inputParameter: plugin.inputParameter };
  const sinks = (typeof sink === "string" ? [sink] : sink).map(parseTarget);
  refuseSameTarget(sinks);
  return {
    version: 1,
    adapter,
    ...(plugin === null ? {} : { adapterModule: plugin.module }),
    parameters: parametersOf(config, adapter, traits),
    sinks,
    deadLetters: deadLettersOf(config, sinks, cwd),
    require: config.require ?? [],
    rule: config.rule ?? null,
    earlyValidation: earlyValidationOf(config),
    monitors: monitorsOf(config),
    alerts: config.alerts === undefined || config.alerts === false ? null : config.alerts,
    eventLog: resolveEventLog(config.eventLog),
    forward: resolveForward(config.forward),
    maxFailed: config.maxFailed ?? null,
    limits: limitsOf(config),
    http: httpOf(config, { adapter, traits, cwd }),
  };
}

/** What may be said of an adapter before it is made. */
type Traits = Pick<KnownAdapter, "inputParameter" | "isHttp" | "hasBaseUrl">;

/** A factory is offered everything and takes what it knows. */
const PLUGIN_TRAITS = { isHttp: true, hasBaseUrl: true };

function refuseSameTarget(sinks: readonly Target[]): void {
  const names = sinks.map(targetName);
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined) throw new UsageError(`Cannot ingest: expected sinks that differ, received ${twice} twice`);
}

function deadLettersOf({ deadLetters }: SluiceConfig, sinks: readonly Target[], cwd: string): string | null {
  if (deadLetters === false) return null;
  if (deadLetters !== undefined) return deadLetters;
  const base = basePath(sinks, cwd);
  return base === null ? null : `${base.replace(/(\.jsonl|\.ndjson|\.db|\.sqlite3?)?(\.gz)?$/, "")}.dlq.jsonl`;
}

function parametersOf(config: SluiceConfig, adapter: string, { inputParameter }: Traits): Record<string, JsonValue> {
  const input = typeof config.input === "string" ? [config.input] : config.input;
  const parameters: Record<string, JsonValue> = { ...config.parameters };
  if (input === undefined) return parameters;
  if (inputParameter === null) throw new UsageError(`Cannot ingest ${adapter}: it takes no input, received ${input.join(", ")}`);
  const [first, ...more] = input;
  return { ...parameters, [inputParameter]: first !== undefined && more.length === 0 ? first : input };
}

function earlyValidationOf({ earlyValidation = true }: SluiceConfig): RunSettings["earlyValidation"] {
  if (earlyValidation === false) return null;
  const defaults = { after: 5, minRate: 0.5, warnEvery: 50, warnRate: 0.7 };
  return earlyValidation === true ? defaults : { ...defaults, ...withoutUndefined(earlyValidation) };
}

/** Who wants alerts and names no rules is told of a run that fails, and of one that stands still. */
const ALERT_RULES: readonly RuleInput[] = [{ rule: "run-failed" }, { rule: "stall", afterSeconds: 600, action: "alert" }];

function monitorsOf({ monitors, alerts = false }: SluiceConfig): RunSettings["monitors"] {
  if (monitors === false) return [];
  return rulesSchema.parse(monitors ?? (alerts === false ? [] : ALERT_RULES)); // checked where it came from; this fills in the defaults
}

interface HttpContext {
  readonly adapter: string;
  readonly traits: Traits;
  readonly cwd: string;
}

function httpOf(config: SluiceConfig, { adapter, traits: { isHttp, hasBaseUrl }, cwd }: HttpContext): RunSettings["http"] {
  if (config.baseUrl !== undefined && !hasBaseUrl) throw new UsageError(`Cannot ingest ${adapter}: --base-url does not apply to it`);
  if (!isHttp) refuseHttpOptions(config, adapter);
  return resolveHttp(config, cwd);
}

function limitsOf({ limit, concurrency, bufferSize, checkpointInterval, progressInterval }: SluiceConfig): RunSettings["limits"] {
  return withoutUndefined({ limit, concurrency, bufferSize, checkpointInterval, progressInterval });
}
