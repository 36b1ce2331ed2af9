/** One figure of a command, and whether it is within its limit. */
export interface Finding {
  readonly name: string;
  readonly value: string;
  /** The limit, in words; `null` where the figure is only for comparison. */
  readonly limit: string | null;
  readonly passed: boolean;
}

/** The findings as lines of text. */
export function renderFindings(title: string, findings: readonly Finding[]): string {
  const width = Math.max(...findings.map(({ name }) => name.length));
  const lines = findings.map(({ name, value, limit, passed }) => {
    const verdict = limit === null ? "" : `   ${limit} ${passed ? "pass" : "miss"}`;
    return `  ${name.padEnd(width)}   ${value}${verdict}`;
  });
  return [title, ...lines].join("\n");
}
