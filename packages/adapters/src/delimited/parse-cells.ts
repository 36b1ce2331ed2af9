import { parse } from "csv-parse/sync";
import type { DelimitedFormat } from "./delimited-format.js";

/**
 * The cells of records whose quoting is sound, each record one text without its last newline.
 *
 * @throws {TypeError} If the texts hold another number of records, which a sound quoting cannot give.
 */
export function parseCells(texts: readonly string[], format: DelimitedFormat): string[][] {
  const { delimiter, quote } = format;
  if (quote === "" || texts.every((text) => !text.includes(quote))) return texts.map((text) => text.split(delimiter));
  const rows = parse(texts.join("\n"), {
    delimiter,
    quote,
    escape: quote,
    record_delimiter: "\n",
    relax_column_count: true,
    relax_quotes: true, // a quote inside an unquoted field is an ordinary character
    max_record_size: 0,
  });
  if (rows.length !== texts.length) throw new TypeError(`Cannot parse delimited text: expected ${texts.length} records, received ${rows.length}`);
  return rows;
}
