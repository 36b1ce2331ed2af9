/**
 * One spelling for every JSON number of the same value: significant digits and a power of ten. `-0` differs from `0`.
 * Linear in the length of the text.
 */
export function canonicalDecimal(text: string): string {
  const isNegative = text.startsWith("-");
  const exponentAt = text.search(/[eE]/);
  const mantissa = text.slice(isNegative ? 1 : 0, exponentAt === -1 ? text.length : exponentAt);
  const exponent = exponentAt === -1 ? 0 : Number(text.slice(exponentAt + 1));
  const point = mantissa.indexOf(".");
  const digits = point === -1 ? mantissa : mantissa.slice(0, point) + mantissa.slice(point + 1);
  const fractionDigits = point === -1 ? 0 : mantissa.length - point - 1;
  const { first, end } = significantRange(digits);
  const sign = isNegative ? "-" : "";
  if (first === end) return `${sign}0`;
  return `${sign}${digits.slice(first, end)}e${exponent - fractionDigits + (digits.length - end)}`;
}

function significantRange(digits: string): { first: number; end: number } {
  let first = 0;
  let end = digits.length;
  while (first < end && digits[first] === "0") first += 1;
  while (end > first && digits[end - 1] === "0") end -= 1;
  return { first, end };
}
