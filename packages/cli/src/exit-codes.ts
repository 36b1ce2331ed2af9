import type { StopSignal } from "./io.js";

/** What the exit codes of `sluice` mean. */
export const EXIT_CODES = {
  ok: 0,
  failed: 1,
  usage: 2,
  tooManyFailed: 3,
  earlyValidation: 4,
  locked: 5,
} as const;

/** 128 plus the number of the signal, as shells do it. */
export function exitCodeOfSignal(signal: StopSignal): number {
  return signal === "SIGINT" ? 130 : 143;
}

const codesOfErrors: Readonly<Record<string, number>> = {
  CHECKPOINT_MISMATCH: EXIT_CODES.usage,
  CONFIG_INVALID: EXIT_CODES.usage,
  PARAMETERS_INVALID: EXIT_CODES.usage,
  EARLY_VALIDATION_FAILED: EXIT_CODES.earlyValidation,
  RULE_BROKEN: EXIT_CODES.earlyValidation,
  STATE_LOCKED: EXIT_CODES.locked,
  LOCK_LOST: EXIT_CODES.locked,
};

/** The exit code for whatever was thrown. Knows `SluiceError`s by their code alone, so that nothing is loaded for it. */
export function exitCodeOf(error: unknown): number {
  if (!(error instanceof Error)) return EXIT_CODES.failed;
  if (error.name === "UsageError") return EXIT_CODES.usage;
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  return codesOfErrors[code] ?? EXIT_CODES.failed;
}
