import { errorCatalogue, type ErrorCode } from "./error-catalogue.js";

const marker = Symbol.for("@sluice/core-events/SluiceError");

/** What makes a {@link SluiceError}. */
export interface SluiceErrorOptions {
  readonly code: ErrorCode;
  /** Whether trying again may help. @default what the catalogue says of `code` */
  readonly retryable?: boolean;
  /** Plain values that help to find the fault; redact before putting anything here. */
  readonly context?: Readonly<Record<string, unknown>>;
  readonly cause?: unknown;
}

/**
 * The world's failure, with a stable `code` to branch on. The caller's mistakes are `TypeError` and `RangeError` instead.
 *
 * @example
 * ```ts
 * try {
 *   await run();
 * } catch (error) {
 *   if (SluiceError.is(error) && error.code === "STATE_LOCKED") process.exitCode = 5;
 *   else throw error;
 * }
 * ```
 */
export class SluiceError extends Error {
  override readonly name = "SluiceError";
  readonly code: ErrorCode;
  readonly retryable: boolean;
  readonly context: Readonly<Record<string, unknown>>;

  constructor(message: string, { code, retryable, context = {}, cause }: SluiceErrorOptions) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
    this.retryable = retryable ?? errorCatalogue[code].retryable;
    this.context = context;
    Object.defineProperty(this, marker, { value: true });
  }

  /** Whether the value is a `SluiceError`, also one of a second installed copy of this package. */
  static is(value: unknown): value is SluiceError {
    try {
      return typeof value === "object" && value !== null && marker in value;
    } catch {
      return false; // a proxy that throws
    }
  }
}

/** How an error is named in events: the code of a `SluiceError`, else the error's own name. Never throws, whatever was thrown. */
export function errorTypeOf(error: unknown): string {
  if (SluiceError.is(error)) return textOf(() => error.code, "Error");
  return textOf(() => (error instanceof Error ? error.name : typeof error), "Error");
}

/** The message of whatever was thrown. Never throws. */
export function errorMessageOf(error: unknown): string {
  return textOf(() => (error instanceof Error ? error.message : String(error)), "Something was thrown that cannot be read");
}

/** A text, or another where looking at it throws, or finds none. */
function textOf(look: () => unknown, otherwise: string): string {
  try {
    const text = look();
    return typeof text === "string" ? text : otherwise;
  } catch {
    return otherwise;
  }
}
