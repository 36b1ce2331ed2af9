import type { RunOptions } from "@sluice/pipeline";
import type { QualityRule } from "../source/quality-rule.js";
import type { RunSettings } from "../settings/run-settings.js";
import { retryOf } from "../settings/http.js";
import { withoutUndefined } from "../settings/without-undefined.js";
import type { ResolvedParameters } from "../settings/secret-parameters.js";

/** The part of a run's options that every way of running shares. */
export function streamOptions(settings: RunSettings, { parameters, secrets }: ResolvedParameters, rule: QualityRule): RunOptions {
  const retry = retryOf(settings.http);
  return {
    parameters,
    secrets,
    ...withoutUndefined(settings.limits),
    ...(retry === undefined ? {} : { retry }),
    ...(rule.validate === null ? {} : { validate: rule.validate }),
  };
}
