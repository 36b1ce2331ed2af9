import { hash } from "node:crypto";

/** A number in [0, 1) that depends on its arguments alone, so that every run of a seed is the same. */
export function seededRandom(...parts: readonly (string | number)[]): number {
  return Number.parseInt(hash("sha1", parts.join("\n")).slice(0, 12), 16) / 2 ** 48;
}
