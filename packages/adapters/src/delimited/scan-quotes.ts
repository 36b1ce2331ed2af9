import type { DelimitedFormat } from "./delimited-format.js";

/** What a line does to the record it belongs to: ends it, leaves a quoted field open, or breaks the quoting. */
export type ScanResult = "ended" | "open" | "broken";

/**
 * Follows the quotes through one line. A quote opens a field only at the field's start; elsewhere it is an ordinary character
 * (`5" tall`). Behind a closing quote only a delimiter or the line's end may stand. Linear in the length of the line.
 *
 * @param options.isOpen Whether the line begins inside a quoted field.
 */
export function scanQuotes(line: string, { delimiter, quote, isOpen }: DelimitedFormat & { readonly isOpen: boolean }): ScanResult {
  if (quote === "" || (!isOpen && !line.includes(quote))) return "ended";
  const end = line.endsWith("\r") ? line.length - 1 : line.length;
  let at = 0;
  let isQuoted = isOpen;
  for (;;) {
    if (!isQuoted && !line.startsWith(quote, at)) {
      const next = line.indexOf(delimiter, at);
      if (next === -1) return "ended";
      at = next + delimiter.length;
      continue;
    }
    at = closingQuote(line, { quote, from: isQuoted ? at : at + quote.length });
    if (at === -1) return "open";
    at += quote.length;
    if (at >= end) return "ended";
    if (!line.startsWith(delimiter, at)) return "broken";
    at += delimiter.length;
    isQuoted = false;
  }
}

function closingQuote(line: string, { quote, from }: { readonly quote: string; readonly from: number }): number {
  let at = line.indexOf(quote, from);
  while (at !== -1 && line.startsWith(quote, at + quote.length)) at = line.indexOf(quote, at + 2 * quote.length);
  return at;
}
