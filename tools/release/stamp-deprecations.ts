/** What a release says about itself in the deprecation plan. */
export interface ReleaseStamp {
  /** The version that is about to be released, such as `1.0.0-beta.1`. */
  readonly version: string;
  readonly date: Date;
}

const RELEASED_AT = /^(export const RELEASED_AT: string \| null = ).*;$/m;
const SINCE = /^ {2}since: "(\d+)\.(\d+)\.(\d+)",$/m;
const ANNOUNCED_AT = /^( {2}announcedAt: )null,$/m;

/**
 * The source of the deprecation plan with the date of a release: every release is dated, and the one that reaches the version
 * of `since` also announces the deprecation. A prerelease announces nothing.
 *
 * @throws {Error} If the source has another shape.
 */
export function stampDeprecations(source: string, { version, date }: ReleaseStamp): string {
  const since = SINCE.exec(source);
  if (since === null || !RELEASED_AT.test(source)) {
    throw new Error("Cannot date the deprecation plan: expected the constants RELEASED_AT and since, each on a line of its own");
  }
  const day = JSON.stringify(date.toISOString().slice(0, 10));
  const dated = source.replace(RELEASED_AT, `$1${day};`);
  return reaches(version, since.slice(1).map(Number)) ? dated.replace(ANNOUNCED_AT, `$1${day},`) : dated;
}

function reaches(version: string, since: readonly number[]): boolean {
  if (version.includes("-")) return false;
  const parts = version.split(".").map(Number);
  const first = parts.findIndex((part, index) => part !== since[index]);
  return first < 0 || (parts[first] ?? 0) > (since[first] ?? 0);
}
