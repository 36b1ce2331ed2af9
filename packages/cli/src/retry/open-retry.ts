import { rm } from "node:fs/promises";
import type { StoredCheckpoint } from "@sluice/core-events";
import { openStateDirectory, type StateDirectory } from "@sluice/pipeline";
import type { SluiceConfig } from "../config/config-schema.js";
import type { RunSettings } from "../settings/run-settings.js";
import { DEAD_LETTERS } from "../targets/open-targets.js";
import { retryDirectory } from "../targets/state-paths.js";
import { parseRetryPlan, type RetryPlan } from "./retry-plan.js";

/** A retry, begun or gone on with. */
export interface OpenRetry {
  readonly nested: StateDirectory;
  readonly plan: RetryPlan;
  /** The settings of the run with the rule of this retry. */
  readonly settings: RunSettings;
}

/**
 * Opens the state of a retry inside that of its run. A retry that was interrupted keeps its rule, unless another is given,
 * which its checkpoint then refuses.
 */
export async function openRetry(main: StateDirectory, found: StoredCheckpoint, settings: RunSettings, given: SluiceConfig): Promise<OpenRetry> {
  const directory = retryDirectory(main.path);
  await rm(`${directory}.done`, { recursive: true, force: true });
  const nested = await openStateDirectory(directory);
  try {
    if ((await nested.load()) === null) {
      const plan = planOf(found, settings);
      await nested.writeSettings(plan);
      return { nested, plan, settings };
    }
    const plan = parseRetryPlan(await nested.readSettings(), directory);
    const require = given.require ?? plan.require;
    const rule = given.rule === undefined ? plan.rule : settings.rule;
    return { nested, plan, settings: { ...settings, require, rule } };
  } catch (error) {
    await nested[Symbol.asyncDispose]();
    throw error;
  }
}

function planOf({ completed, failed, positions }: StoredCheckpoint, { require, rule }: RunSettings): RetryPlan {
  return { version: 1, completed, failed, deadLetters: positions[DEAD_LETTERS] ?? null, require, rule };
}
