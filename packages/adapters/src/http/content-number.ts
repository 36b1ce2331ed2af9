import { scrambled } from "./id-numbers.js";

const PRIME = 0x01000193;
const MAX_DEPTH = 500;
const MAX_NAMES = 4_096;
const TEXT_END = 256;

const nameNumbers = new Map<string, number>();

/**
 * A number of 30 bits for what plain JSON holds, cheap to work out: equal content has equal numbers, different content
 * different ones, unless by accident, or where only the middle of a long text differs. The order of keys counts. An adversary
 * can forge it.
 */
export function contentNumber(value: unknown): number {
  return scrambled(add(0x811c9dc5, value, 0)) >>> 2;
}

function add(before: number, value: unknown, depth: number): number {
  if (typeof value === "string") return addText(before, value);
  if (typeof value === "number") return Number.isSafeInteger(value) ? mix(mix(before, value | 0), Math.floor(value / 0x1_0000_0000) + 3) : addText(before, String(value));
  if (typeof value !== "object" || value === null) return mix(before, value === null ? 0x11 : value === true ? 0x12 : 0x13);
  let sum = mix(before, Array.isArray(value) ? value.length * 2 + 0x5b : 0x7b);
  if (depth >= MAX_DEPTH) return sum; // deeper than that, content is not told apart
  if (Array.isArray(value)) {
    for (const item of value) sum = add(sum, item, depth + 1);
    return mix(sum, 0x5d);
  }
  const record = value as Readonly<Record<string, unknown>>;
  for (const name of Object.keys(record)) sum = add(mix(sum, nameNumber(name)), record[name], depth + 1);
  return mix(sum, 0x7d);
}

/** The names of a listing are few and come again with every item. */
function nameNumber(name: string): number {
  let number = nameNumbers.get(name);
  if (number === undefined) {
    if (nameNumbers.size >= MAX_NAMES) nameNumbers.clear();
    number = addText(0x22, name);
    nameNumbers.set(name, number);
  }
  return number;
}

/** Of a long text, its length and both of its ends. */
function addText(before: number, text: string): number {
  const { length } = text;
  const sum = mix(before, length + 0x22);
  if (length <= 2 * TEXT_END) return addCharacters(sum, text);
  return addCharacters(addCharacters(sum, text.slice(0, TEXT_END)), text.slice(-TEXT_END));
}

/** Two at a time. */
function addCharacters(before: number, text: string): number {
  const last = text.length - 1;
  let sum = before;
  let index = 0;
  for (; index < last; index += 2) sum = Math.imul(sum ^ (text.charCodeAt(index) | (text.charCodeAt(index + 1) << 16)), PRIME) ^ (sum >>> 15);
  return index === last ? mix(sum, text.charCodeAt(index)) : sum;
}

function mix(sum: number, number: number): number {
  return Math.imul(sum ^ number, PRIME) ^ (sum >>> 15);
}
