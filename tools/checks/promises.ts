/** Something that Sluice promises. */
export interface Promised {
  readonly promise: string;
  /** The ids that titles of the tests begin with which show it: the promise's own, or those of faults that would break it. */
  readonly shownBy: readonly string[];
}

/** The promises of docs/concepts.md, by the ids that tests name them with. */
const PROMISES: Readonly<Record<string, Promised>> = {
  P1: { promise: "no document is lost after SIGKILL and resume", shownBy: ["P1", "B1"] },
  P2: { promise: "none is twice in files and databases", shownBy: ["P2", "B1", "B3"] },
  P3: { promise: "content equals the source after decoding", shownBy: ["P3", "D21"] },
  P4: { promise: "completed and failed are all that was seen", shownBy: ["P4", "A12"] },
  P5: { promise: "memory does not depend on the number of documents", shownBy: ["P5", "A1", "B11"] },
  P6: { promise: "everything that waits has a total deadline", shownBy: ["P6", "B2", "D9", "D10"] },
  P7: { promise: "damaged state is repaired at a torn tail alone, else an error names file and place", shownBy: ["B5", "E1", "E2"] },
  P8: { promise: "the state of a run has one writer", shownBy: ["B9", "B10", "B16"] },
  P9: { promise: "secrets reach no log, dead letter, output or telemetry", shownBy: ["P9", "E8"] },
  P10: { promise: "fetchers reach public addresses only, unless a host is allowed by name", shownBy: ["D32", "D33", "D34", "D37"] },
  P11: { promise: "the codemod leaves no file worse than before", shownBy: ["I1", "I3", "I8"] },
  P12: { promise: "nothing leaves the machine unless asked for", shownBy: ["J1"] },
};

/** The ids at the beginnings of the titles in a test file: `test("B1 P1 a killed run …")` has B1 and P1. */
export function idsInTitles(source: string): string[] {
  const beginnings = source.matchAll(/["'`]((?:[A-Z]\d{1,2}[,:]? )+)/g);
  return [...beginnings].flatMap(([, ids = ""]) => ids.match(/[A-Z]\d+/g) ?? []);
}

/** One line for each promise that a test is missing for. */
export function untestedPromises(ids: ReadonlySet<string>, promises: Readonly<Record<string, Promised>> = PROMISES): string[] {
  return Object.entries(promises).flatMap(([id, { promise, shownBy }]) => {
    const missing = shownBy.filter((wanted) => !ids.has(wanted));
    return missing.length === 0 ? [] : [`${id} (${promise}): expected tests whose titles begin with ${shownBy.join(", ")}, received none for ${missing.join(", ")}`];
  });
}
