/** Why nothing is counted. */
export type OffReason = "not asked for" | "DO_NOT_TRACK" | "CI" | "already tracked";

/** Whether calls are counted, and where the counts go; without a file they stay in memory. */
export type Consent = { readonly on: true; readonly file: string | null } | { readonly on: false; readonly reason: OffReason };

/** What can switch the counting on. */
export interface ConsentRequest {
  readonly file?: string | undefined;
  readonly memory?: boolean | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/**
 * Decides whether calls may be counted. `DO_NOT_TRACK` and `CI` win over everything that asks for it; they are set by any
 * value but the empty one, `0` and `false`.
 */
export function decideConsent({ file, memory = false, env }: ConsentRequest): Consent {
  if (isSet(env["DO_NOT_TRACK"])) return { on: false, reason: "DO_NOT_TRACK" };
  if (isSet(env["CI"])) return { on: false, reason: "CI" };
  const target = file ?? env["SLUICE_ADOPTION_FILE"] ?? "";
  if (target === "" && !memory) return { on: false, reason: "not asked for" };
  return { on: true, file: target === "" ? null : target };
}

function isSet(value: string | undefined): boolean {
  return value !== undefined && !["", "0", "false"].includes(value.trim().toLowerCase());
}
