import { UsageError } from "../usage-error.js";

/** What a replay can be made into. */
export const PROJECTIONS = ["summary", "stdout", "jsonl", "metrics", "prometheus"] as const;

/** What to make, and where it goes; `null` is standard output. */
export interface Into {
  readonly kind: (typeof PROJECTIONS)[number];
  readonly path: string | null;
}

/**
 * Reads `--into kind[:path]`.
 *
 * @throws {UsageError} For an unknown kind, and if two were to share standard output.
 */
export function parseInto(texts: readonly string[]): Into[] {
  const parsed = texts.map((text): Into => {
    const at = text.indexOf(":");
    const name = at < 0 ? text : text.slice(0, at);
    const kind = PROJECTIONS.find((known) => known === name);
    const path = at < 0 ? null : text.slice(at + 1);
    if (kind === undefined || path === "") throw new UsageError(`Cannot replay: --into must be one of ${PROJECTIONS.join(", ")}, with :PATH for a file, received ${JSON.stringify(text)}`);
    return { kind, path };
  });
  const shared = parsed.filter(({ path }) => path === null);
  if (shared.length > 1) throw new UsageError(`Cannot replay: at most one --into may use standard output, received ${shared.map(({ kind }) => kind).join(", ")}; give the others a :PATH`);
  return parsed;
}
