/** How the options of the event log are called on the command line. */
export const eventLogFlags: Readonly<Record<string, string>> = {
  directory: "--event-log",
  sync: "--event-log-sync",
  documents: "--event-log-documents",
  maxMegabytes: "--event-log-max-mb",
  maxDays: "--event-log-max-days",
  onFailure: "--event-log-on-failure",
};

/** What the options of the command line say of the event log: `undefined` for nothing, `false` for `--no-event-log`. */
export function eventLogOf(flags: Readonly<Record<string, unknown>>, toNumber: (text: unknown) => unknown): unknown {
  if (flags["eventLog"] === false) return false;
  const given = {
    directory: flags["eventLog"] === true ? undefined : flags["eventLog"],
    sync: flags["eventLogSync"],
    documents: flags["eventLogDocuments"],
    maxMegabytes: toNumber(flags["eventLogMaxMb"]),
    maxDays: toNumber(flags["eventLogMaxDays"]),
    onFailure: flags["eventLogOnFailure"],
  };
  const named = Object.entries(given).filter(([, value]) => value !== undefined);
  return named.length === 0 ? undefined : Object.fromEntries(named);
}
