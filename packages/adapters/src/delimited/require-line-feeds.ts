import { SluiceError } from "@sluice/core-events";

/**
 * Refuses a file whose lines end with carriage returns alone: read as lines that end with line feeds it is one long row, its header,
 * and would come out empty without a word.
 *
 * @param cells Of the header.
 * @throws {SluiceError} `SOURCE_UNREADABLE`.
 */
export function requireLineFeeds(cells: readonly string[], path: string): void {
  if (!cells.some((cell) => /\r(?!\n)/.test(cell))) return;
  const message = `Cannot read the lines of ${path}: expected them to end with LF or CRLF, received carriage returns (CR) alone; write the file with other line ends`;
  throw new SluiceError(message, { code: "SOURCE_UNREADABLE", context: { path } });
}
