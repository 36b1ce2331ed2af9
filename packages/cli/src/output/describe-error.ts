import { errorCatalogue, errorMessageOf, SluiceError } from "@sluice/core-events";
import type { LineStyle } from "./terminal.js";
import { UsageError } from "../usage-error.js";

/** One line about an error. */
export interface ErrorLine {
  readonly text: string;
  readonly style: LineStyle;
}

/** What an error says to the person at the terminal: what could not be done, what was found, what to do about it. */
export function describeError(error: unknown, { debug }: { readonly debug: boolean }): ErrorLine[] {
  const lines: ErrorLine[] = [{ text: `sluice: ${errorMessageOf(error)}`, style: "bad" }];
  if (SluiceError.is(error)) {
    lines.push({ text: `  ${errorCatalogue[error.code].remedy} [${error.code}]`, style: "dim" });
  } else if (!(error instanceof UsageError)) {
    lines.push({ text: "  SLUICE_DEBUG=1 shows where this comes from", style: "dim" });
  }
  return debug ? [...lines, ...stackOf(error)] : lines;
}

function stackOf(error: unknown): ErrorLine[] {
  if (!(error instanceof Error)) return [];
  const own = (error.stack ?? "").split("\n").map((text): ErrorLine => ({ text: `  ${text}`, style: "dim" }));
  return error.cause === undefined ? own : [...own, { text: "  caused by", style: "dim" }, ...stackOf(error.cause)];
}
