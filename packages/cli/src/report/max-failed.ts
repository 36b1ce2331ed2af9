/** Whether more documents failed than `--max-failed` allows: a count, or a percentage of all that ended. */
export function isOverThreshold(maxFailed: string | null, { completed, failed }: { readonly completed: number; readonly failed: number }): boolean {
  if (maxFailed === null || failed === 0) return false;
  if (!maxFailed.endsWith("%")) return failed > Number(maxFailed);
  return (failed / (completed + failed)) * 100 > Number(maxFailed.slice(0, -1));
}
