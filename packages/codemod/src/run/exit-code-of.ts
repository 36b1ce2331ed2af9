import { type CodemodResult, remainingSites, unseenFiles } from "./codemod-result.js";

/** What the exit codes mean. */
export const EXIT_CODES = { clean: 0, leftovers: 1, failure: 2 } as const;

/** 0 if nothing is left to migrate, 1 if something is or could not be seen, 2 if writing failed. */
export function exitCodeOf(result: CodemodResult): number {
  if (result.failure !== null) return EXIT_CODES.failure;
  return remainingSites(result).length > 0 || unseenFiles(result).length > 0 ? EXIT_CODES.leftovers : EXIT_CODES.clean;
}
