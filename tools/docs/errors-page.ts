import { errorCatalogue, type ErrorCatalogueEntry } from "@sluice/core-events";

/** What stands on docs/errors.md: every code of the catalogue, what it means and what to do. */
export function errorsPage(): string {
  const rows = Object.entries<ErrorCatalogueEntry>(errorCatalogue).map(
    ([code, { meaning, remedy, retryable }]) => `| \`${code}\` | ${meaning} | ${remedy} | ${retryable ? "yes" : "no"} |`,
  );
  return [
    "# Errors",
    "The world's failures are `SluiceError`s: branch on `error.code`, which is stable, never on the message. The caller's",
    "mistakes are `TypeError` and `RangeError`; a cancelled run rejects with the reason of its signal.",
    "",
    "| code | meaning | what to do | may a retry help? |",
    "|---|---|---|---|",
    ...rows,
    "",
  ].join("\n");
}
