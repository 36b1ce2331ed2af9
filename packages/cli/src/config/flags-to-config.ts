import type { SluiceConfig } from "./config-schema.js";
import { configSchema } from "./config-schema.js";
import { describeIssues } from "./describe-issues.js";
import { eventLogFlags, eventLogOf } from "./event-log-flags.js";
import { parseParameters } from "../settings/parse-parameters.js";
import { UsageError } from "../usage-error.js";

/** The options of the command line as commander gives them: text, or a flag. */
export type Flags = Readonly<Record<string, unknown>>;

const renamed: Readonly<Record<string, string>> = { allowHosts: "--allow-host", input: "[input…]", adapter: "<adapter>", parameters: "--param" };
const numbers = ["limit", "concurrency", "bufferSize", "checkpointInterval", "progressInterval", "retries", "timeout"];
const texts = ["stateDir", "rule", "maxFailed", "baseUrl", "output", "summaryFile", "metricsSnapshots", "policy"];

/**
 * Reads options of the command line as a piece of configuration, so that both are checked by the same schema.
 *
 * @throws {UsageError} That names each option, what was expected and what was received.
 */
export function flagsToConfig(flags: Flags): SluiceConfig {
  const config: Record<string, unknown> = {};
  for (const name of numbers) if (flags[name] !== undefined) config[name] = toNumber(flags[name]);
  for (const name of texts) if (flags[name] !== undefined) config[name] = flags[name];
  if (flags["adapter"] !== undefined) config["adapter"] = flags["adapter"];
  if (isFilled(flags["input"])) config["input"] = flags["input"];
  if (isFilled(flags["sink"])) config["sink"] = flags["sink"].length === 1 ? flags["sink"][0] : flags["sink"];
  if (isFilled(flags["param"])) config["parameters"] = parseParameters(flags["param"]);
  if (isFilled(flags["allowHost"])) config["allowHosts"] = flags["allowHost"];
  if (isFilled(flags["forward"])) config["forward"] = flags["forward"];
  if (typeof flags["require"] === "string") config["require"] = fieldList(flags["require"]);
  if (flags["deadLetters"] !== undefined && flags["deadLetters"] !== true) config["deadLetters"] = flags["deadLetters"];
  if (flags["stream"] === true) config["output"] = "ndjson";
  for (const name of ["monitors", "alerts", "forward"]) if (flags[name] === false) config[name] = false;
  const eventLog = eventLogOf(flags, toNumber);
  if (eventLog !== undefined) config["eventLog"] = eventLog;
  const earlyValidation = earlyValidationOf(flags);
  if (earlyValidation !== undefined) config["earlyValidation"] = earlyValidation;
  return check(config);
}

function earlyValidationOf(flags: Flags): unknown {
  if (flags["earlyValidation"] === false) return false;
  const given = { after: flags["earlyAfter"], minRate: flags["earlyMinRate"], warnEvery: flags["warnEvery"], warnRate: flags["warnRate"] };
  const numbersGiven = Object.entries(given).flatMap(([name, text]) => (text === undefined ? [] : [[name, toNumber(text)]]));
  if (numbersGiven.length > 0) return Object.fromEntries(numbersGiven) as unknown;
  return flags["earlyValidation"] === true ? true : undefined;
}

function check(config: Readonly<Record<string, unknown>>): SluiceConfig {
  const result = configSchema.safeParse(config);
  if (result.success) return config;
  throw new UsageError(`Cannot use these options: ${describeIssues(result.error, config, flagName).join("; ")}`);
}

const earlyFlags: Readonly<Record<string, string>> = {
  after: "--early-after",
  minRate: "--early-min-rate",
  warnEvery: "--warn-every",
  warnRate: "--warn-rate",
};

function flagName([name = "", field]: readonly PropertyKey[]): string {
  if (name === "earlyValidation" && typeof field === "string") return earlyFlags[field] ?? field;
  if (name === "eventLog" && typeof field === "string") return eventLogFlags[field] ?? field;
  const key = String(name);
  return renamed[key] ?? `--${key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

/** A number as people write it; anything else stays text, for the schema to refuse. */
function toNumber(text: unknown): unknown {
  return typeof text === "string" && /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text;
}

/** An empty text is an empty list: no field is required. */
function fieldList(text: string): string[] {
  return text.trim() === "" ? [] : text.split(",").map((field) => field.trim());
}

function isFilled(value: unknown): value is string[] {
  return Array.isArray(value) && value.length > 0;
}
