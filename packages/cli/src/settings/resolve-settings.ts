import type { JsonValue } from "@sluice/core-events";
import type { SluiceConfig } from "../config/config-schema.js";
import { knownAdapter } from "../source/adapter-registry.js";
import { UsageError } from "../usage-error.js";
import type { RunSettings } from "./run-settings.js";
import { withoutUndefined } from "./without-undefined.js";

/**
 * Makes the settings of a run out of a merged configuration.
 *
 * @throws {UsageError} If something needed is missing, or does not fit the adapter or the sink.
 */
export function resolveSettings(config: SluiceConfig): RunSettings {
  const { adapter, sink } = config;
  if (adapter === undefined) throw new UsageError("Cannot ingest: expected the name of an adapter, received none (sluice adapters lists them)");
  if (sink === undefined) throw new UsageError("Cannot ingest: expected --sink jsonl:PATH or --sink stdout, received none");
  const target = sink === "stdout" ? null : sinkFile(sink.slice("jsonl:".length));
  return {
    version: 1,
    adapter,
    parameters: parametersOf(config, adapter),
    sink: target,
    deadLetters: deadLettersOf(config, target?.path),
    require: config.require ?? [],
    rule: config.rule ?? null,
    earlyValidation: earlyValidationOf(config),
    maxFailed: config.maxFailed ?? null,
    limits: limitsOf(config),
    http: httpOf(config, adapter),
  };
}

function sinkFile(path: string): { path: string; gzip: boolean } {
  return { path, gzip: path.endsWith(".gz") };
}

function deadLettersOf({ deadLetters }: SluiceConfig, sink: string | undefined): string | null {
  if (deadLetters === false) return null;
  if (deadLetters !== undefined) return deadLetters;
  return sink === undefined ? null : `${sink.replace(/(\.jsonl)?(\.gz)?$/, "")}.dlq.jsonl`;
}

function parametersOf(config: SluiceConfig, adapter: string): Record<string, JsonValue> {
  const { inputParameter } = knownAdapter(adapter);
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

function httpOf(config: SluiceConfig, adapter: string): RunSettings["http"] {
  const { isHttp, hasBaseUrl } = knownAdapter(adapter);
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
