import type { JsonValue } from "@sluice/core-events";
import type { SluiceConfig } from "../config/config-schema.js";
import { type KnownAdapter, knownAdapter } from "../source/adapter-registry.js";
import type { AdapterPlugin } from "../source/load-plugin.js";
import { UsageError } from "../usage-error.js";
import type { RunSettings } from "./run-settings.js";
import { withoutUndefined } from "./without-undefined.js";

/**
 * Makes the settings of a run out of a merged configuration.
 *
 * @param plugin The adapter that a module brings; else `config.adapter` is one of ours.
 * @throws {UsageError} If something needed is missing, or does not fit the adapter or the sink.
 */
export function resolveSettings(config: SluiceConfig, plugin: AdapterPlugin | null = null): RunSettings {
  const { sink } = config;
  const adapter = plugin?.name ?? config.adapter;
  if (adapter === undefined) throw new UsageError("Cannot ingest: expected the name of an adapter, received none (sluice adapters lists them)");
  if (sink === undefined) throw new UsageError("Cannot ingest: expected --sink jsonl:PATH or --sink stdout, received none");
  const traits = plugin === null ? knownAdapter(adapter) : { ...PLUGIN_TRAITS, inputParameter: plugin.inputParameter };
  const target = sink === "stdout" ? null : sinkFile(sink.slice("jsonl:".length));
  return {
    version: 1,
    adapter,
    ...(plugin === null ? {} : { adapterModule: plugin.module }),
    parameters: parametersOf(config, adapter, traits),
    sink: target,
    deadLetters: deadLettersOf(config, target?.path),
    require: config.require ?? [],
    rule: config.rule ?? null,
    earlyValidation: earlyValidationOf(config),
    maxFailed: config.maxFailed ?? null,
    limits: limitsOf(config),
    http: httpOf(config, adapter, traits),
  };
}

/** What may be said of an adapter before it is made. */
type Traits = Pick<KnownAdapter, "inputParameter" | "isHttp" | "hasBaseUrl">;

/** A factory is offered everything and takes what it knows. */
const PLUGIN_TRAITS = { isHttp: true, hasBaseUrl: true };

function sinkFile(path: string): { path: string; gzip: boolean } {
  return { path, gzip: path.endsWith(".gz") };
}

function deadLettersOf({ deadLetters }: SluiceConfig, sink: string | undefined): string | null {
  if (deadLetters === false) return null;
  if (deadLetters !== undefined) return deadLetters;
  return sink === undefined ? null : `${sink.replace(/(\.jsonl)?(\.gz)?$/, "")}.dlq.jsonl`;
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

function httpOf(config: SluiceConfig, adapter: string, { isHttp, hasBaseUrl }: Traits): RunSettings["http"] {
  if (config.baseUrl !== undefined && !hasBaseUrl) throw new UsageError(`Cannot ingest ${adapter}: --base-url does not apply to it`);
  for (const [option, value] of [["--allow-host", config.allowHosts], ["--timeout", config.timeout]] as const) {
    if (value !== undefined && !isHttp) throw new UsageError(`Cannot ingest ${adapter}: ${option} does not apply to it, because it reads files`);
  }
  const { baseUrl, allowHosts, retries, timeout } = config;
  return withoutUndefined({ baseUrl, allowHosts, retries, timeout });
}

function limitsOf({ limit, concurrency, bufferSize, checkpointInterval, progressInterval }: SluiceConfig): RunSettings["limits"] {
  return withoutUndefined({ limit, concurrency, bufferSize, checkpointInterval, progressInterval });
}
