/** A commit of the history. */
export interface Commit {
  readonly id: string;
  /** When it was committed, ms since epoch. */
  readonly time: number;
}

/** Which commits are looked at. */
export interface CommitChoice {
  readonly samples: number;
  /** How far back from the newest commit, in days; null is the whole history. */
  readonly days: number | null;
}

/**
 * The commits that stood at evenly spaced moments of the period, oldest first, each once; the last is the newest commit.
 *
 * @param newestFirst In the order of the history; their times may go back and forth, as clocks do.
 */
export function chooseCommits(newestFirst: readonly Commit[], { samples, days }: CommitChoice): Commit[] {
  const newest = newestFirst[0];
  if (newest === undefined) return [];
  const oldest = newestFirst.at(-1) ?? newest;
  const start = days === null ? oldest.time : Math.max(oldest.time, newest.time - days * 86_400_000);
  const chosen = new Set<Commit>();
  for (let step = 0; step < samples - 1; step += 1) {
    const moment = start + ((newest.time - start) * step) / (samples - 1);
    const standing = newestFirst.find(({ time }) => time <= moment);
    if (standing !== undefined) chosen.add(standing);
  }
  chosen.delete(newest);
  return [...[...chosen].sort((left, right) => newestFirst.indexOf(right) - newestFirst.indexOf(left)), newest];
}

/** The output of `git log --format=%H %ct`. */
export function parseCommits(log: string): Commit[] {
  const lines = log.split("\n").filter((line) => line !== "");
  return lines.map((line) => {
    const [id = "", seconds = "0"] = line.split(" ");
    return { id, time: Number(seconds) * 1000 };
  });
}
