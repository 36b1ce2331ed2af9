const HEADER_CHARS = 2048;

/** Whether the head of a file says that a program wrote it, and will write it again. */
export function isGenerated(text: string): boolean {
  return /(?:^|[\s*/])@generated\b|\bcode generated\b.*\bdo not edit\b/i.test(text.slice(0, HEADER_CHARS));
}
