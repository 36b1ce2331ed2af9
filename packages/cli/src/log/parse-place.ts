import { UsageError } from "../usage-error.js";

const OFFSET = /^\d{1,15}$/;
const AGO = /^(\d+(?:\.\d+)?)(s|m|h|d)$/;
const TIME = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})?)?$/;
const UNITS = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/**
 * Reads a place in a log: an offset, a time of ISO 8601, or how long ago: `90s`, `15m`, `2h`, `3d`.
 *
 * @throws {UsageError} That names the option.
 */
export function parsePlace(text: string, option: string, now: Date): number | Date {
  if (OFFSET.test(text)) return Number(text);
  const [, amount, unit] = AGO.exec(text) ?? [];
  if (amount !== undefined && unit !== undefined) return new Date(now.getTime() - Number(amount) * UNITS[unit as keyof typeof UNITS]); // the pattern knows no other
  const time = new Date(text);
  if (TIME.test(text) && !Number.isNaN(time.getTime())) return time;
  throw new UsageError(`Cannot read ${option}: expected an offset, a time such as 2026-01-31T09:30:00Z, or 90s, 15m, 2h, 3d ago, received ${JSON.stringify(text)}`);
}
