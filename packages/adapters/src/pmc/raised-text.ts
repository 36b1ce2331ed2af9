const PLAIN = "0123456789+−=()n";
const RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ";

/** Digits and signs, and what stands between the numbers of a list; a dash at an end is a minus. */
const NUMERIC = /^(?=.*[\dn+=−–-])[-–−]?[\d+=()n,−–\s-]*$/;

/**
 * What stands raised, so that `10<sup>5</sup>` does not read as 105: numbers and signs in the raised characters of Unicode, other
 * things that begin with a number, sign or bracket behind `^`. Words such as the `th` of `18th` stay as they are.
 *
 * @example
 * ```ts
 * assert.equal(`10${raisedText("−5")} x${raisedText("0.5")} 18${raisedText("th")}`, "10⁻⁵ x^0.5 18th");
 * ```
 */
export function raisedText(text: string): string {
  const raised = text.trim();
  if (raised.length > 100) return text;
  if (NUMERIC.test(raised)) return raised.replace(/^[-–]|[-–]$/g, "−").replace(/[\d+=()n−]/g, (char) => RAISED.charAt(PLAIN.indexOf(char)));
  return /^(?:[-–−+]?\d|\()/.test(raised) ? `^${raised}` : text;
}
