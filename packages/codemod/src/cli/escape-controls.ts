// eslint-disable-next-line no-control-regex -- control characters are what this is about
const UNSAFE = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]|\p{Surrogate}/gu;

const named: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };

/**
 * Text of unknown origin, made safe to show on one line of a terminal: control characters, escape sequences, direction
 * overrides and lone surrogates are spelt out, so that they neither move the cursor nor forge a line.
 *
 * @example
 * ```ts
 * assert.equal(escapeControls("red \u001b[31m\nend"), "red \\x1b[31m\\nend");
 * ```
 */
export function escapeControls(text: string): string {
  return text.replace(UNSAFE, (character) => named[character] ?? spell(character.charCodeAt(0)));
}

function spell(code: number): string {
  return code < 0x100 ? `\\x${code.toString(16).padStart(2, "0")}` : `\\u${code.toString(16).padStart(4, "0")}`;
}
