import { resolve } from "node:path";
import type { SluiceConfig } from "../config/config-schema.js";
import type { LoadedConfig } from "../config/load-config.js";
import { absolutePolicy } from "../policy/policy-reference.js";
import { absoluteEventLog, mergeEventLog } from "./event-log.js";

/**
 * The file's configuration with the command line's options over it, all paths absolute: those of the file relative to the file,
 * those of the command line to the working directory. Parameters and the numbers of early validation are merged by name.
 */
export function mergeConfig(file: LoadedConfig, flags: SluiceConfig, cwd: string): SluiceConfig {
  const below = withAbsolutePaths(file.config, file.directory);
  const above = withAbsolutePaths(flags, cwd);
  const parameters = { ...below.parameters, ...above.parameters };
  const earlyValidation = mergeEarlyValidation(below.earlyValidation, above.earlyValidation);
  const eventLog = mergeEventLog(below.eventLog, above.eventLog);
  return { ...below, ...above, parameters, ...(earlyValidation === undefined ? {} : { earlyValidation }), ...(eventLog === undefined ? {} : { eventLog }) };
}

type EarlyValidation = SluiceConfig["earlyValidation"];

/** Numbers are merged one by one; a mere "on" keeps those of the file. */
function mergeEarlyValidation(below: EarlyValidation, above: EarlyValidation): EarlyValidation {
  if (above === undefined || (above === true && typeof below === "object")) return below;
  return typeof below === "object" && typeof above === "object" ? { ...below, ...above } : above;
}

function withAbsolutePaths(config: SluiceConfig, directory: string): SluiceConfig {
  const absolute = { ...config };
  for (const name of ["stateDir", "rule", "summaryFile", "metricsSnapshots"] as const) {
    const path = config[name];
    if (path !== undefined) absolute[name] = resolve(directory, path);
  }
  if (config.policy !== undefined) absolute.policy = absolutePolicy(config.policy, directory);
  if (config.eventLog !== undefined) absolute.eventLog = absoluteEventLog(config.eventLog, directory);
  if (typeof config.deadLetters === "string") absolute.deadLetters = resolve(directory, config.deadLetters);
  if (typeof config.sink === "string") absolute.sink = absoluteSink(config.sink, directory);
  else if (config.sink !== undefined) absolute.sink = config.sink.map((sink) => absoluteSink(sink, directory));
  if (config.input !== undefined) absolute.input = inputs(config.input).map((input) => absoluteInput(input, directory));
  return absolute;
}

function absoluteSink(sink: string, directory: string): string {
  const kind = /^(?:jsonl|sqlite):/.exec(sink)?.[0];
  return kind === undefined ? sink : `${kind}${resolve(directory, sink.slice(kind.length))}`;
}

function inputs(input: string | readonly string[]): readonly string[] {
  return typeof input === "string" ? [input] : input;
}

/** `-` is standard input, and a URL is no path. */
function absoluteInput(input: string, directory: string): string {
  return input === "-" || /^[a-z][a-z0-9+.-]*:\/\//i.test(input) ? input : resolve(directory, input);
}
