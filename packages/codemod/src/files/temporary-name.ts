import { randomBytes } from "node:crypto";
import process from "node:process";

const PATTERN = /^\.sluice-codemod-(\d+)-[0-9a-f]{12}\.tmp$/;

/** A name for a file that is about to take another one's place; tells which process it belongs to. */
export function temporaryName(): string {
  return `.sluice-codemod-${process.pid}-${randomBytes(6).toString("hex")}.tmp`;
}

/** The process that a temporary file belongs to; `null` if the name is none of ours. */
export function ownerOfTemporary(name: string): number | null {
  const match = PATTERN.exec(name);
  return match === null ? null : Number(match[1]);
}
