import { InvalidArgumentError } from "commander";

/** Parses an option that is a whole number >= `least`. */
export function wholeNumber(least: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || value < least) throw new InvalidArgumentError(`Expected a whole number >= ${least}.`);
    return value;
  };
}

/** Parses an option that is a number of days, or `all`. */
export function daysOrAll(text: string): number | null {
  return text === "all" ? null : wholeNumber(1)(text);
}

/** Parses an option in per cent. */
export function perCent(text: string): number {
  const value = Number(text);
  if (!/^\d+(\.\d+)?$/.test(text) || value > 100) throw new InvalidArgumentError("Expected a number from 0 to 100.");
  return value;
}

/** Parses an option that is a day. */
export function day(text: string): Date {
  const date = new Date(text);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || Number.isNaN(date.getTime()) || !date.toISOString().startsWith(text)) {
    throw new InvalidArgumentError("Expected a date such as 2027-01-31.");
  }
  return date;
}

/** Collects an option that is given several times. */
export function several(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, text];
}
