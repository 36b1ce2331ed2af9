import { errorMessageOf } from "@sluice/core-events";
import type { RuleNotice } from "./rule-notice.js";

/** Tells whoever listens; what a listener throws becomes a process warning, because it is no reason to end a run. */
export function tellNotice(notice: RuleNotice, onNotice: ((notice: RuleNotice) => void) | undefined): void {
  try {
    onNotice?.(notice);
  } catch (error) {
    process.emitWarning(`onNotice: ${errorMessageOf(error)}`, { code: "SLUICE_RULE_NOTICE_FAILED" });
  }
}
