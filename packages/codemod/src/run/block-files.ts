import type { SkippedFile } from "../files/skipped-file.js";
import { whyUnwritable } from "../files/why-unwritable.js";
import type { FilePlan } from "./plan-files.js";

/** Plans that can be carried out, and the files whose plans cannot. */
export interface BlockedFiles {
  readonly plans: readonly FilePlan[];
  readonly skipped: readonly SkippedFile[];
}

/** Takes out the files that must not be replaced, also in a dry run, so that it shows what a run would do. */
export async function blockFiles(plans: readonly FilePlan[], options: { readonly hardLinks: boolean }): Promise<BlockedFiles> {
  const reasons = await Promise.all(plans.map(({ source }) => whyUnwritable(source.path, options)));
  return { plans: plans.filter((_, index) => reasons[index] === null), skipped: reasons.filter((reason) => reason !== null) };
}
