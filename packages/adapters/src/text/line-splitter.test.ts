import { expect, test } from "vitest";
import { type Line, LineSplitter } from "./line-splitter.js";
import { StrictDecoder } from "./strict-decoder.js";

interface SplitOptions {
  readonly encoding?: string;
  readonly maxLineBytes?: number;
  readonly cuts?: readonly number[];
}

function split(bytes: Buffer, { encoding = "utf-8", maxLineBytes = 1000, cuts = [] }: SplitOptions = {}): Line[] {
  const splitter = new LineSplitter({ decoder: new StrictDecoder(encoding), maxLineBytes });
  const lines: Line[] = [];
  for (const [index, from] of [0, ...cuts].entries()) lines.push(...splitter.push(bytes.subarray(from, cuts[index])));
  return [...lines, ...splitter.end()];
}

/** A repeatable source of numbers in [0, 1). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

test("LineSplitter says where each line stands", () => {
  expect(split(Buffer.from("é\r\n\nlast"))).toEqual([
    { number: 1, offset: 0, bytes: 4, text: "é\r" },
    { number: 2, offset: 4, bytes: 1, text: "" },
    { number: 3, offset: 5, bytes: 4, text: "last" },
  ]);
});

test("LineSplitter strips a byte order mark at the start only", () => {
  expect(split(Buffer.from("\ufeffa\n\ufeffb\n")).map(({ text }) => text)).toEqual(["a", "\ufeffb"]);
});

test("LineSplitter reports bytes outside the encoding with their line, and goes on", () => {
  const lines = split(Buffer.concat([Buffer.from("a\nb"), Buffer.of(0xff), Buffer.from("\nc\n")]));
  expect(lines.map(({ text }) => text)).toEqual(["a", null, "c"]);
  expect(lines[1]).toMatchObject({ number: 2, offset: 2, bytes: 3, content: Buffer.of(0x62, 0xff) });
});

test("LineSplitter gives a line of NUL bytes as a line", () => {
  expect(split(Buffer.from("\0\0\na")).map(({ text }) => text)).toEqual(["\0\0", "a"]);
});

test("LineSplitter reports a line beyond the limit once and goes on behind it", () => {
  const lines = split(Buffer.from(`a\n${"x".repeat(50)}\nb`), { maxLineBytes: 10, cuts: [5, 9, 30, 45] });
  expect(lines).toEqual([
    { number: 1, offset: 0, bytes: 2, text: "a" },
    { number: 2, offset: 2, bytes: 51, text: null, content: null },
    { number: 3, offset: 53, bytes: 1, text: "b" },
  ]);
});

test("LineSplitter holds no more than the limit of an endless line", () => {
  const splitter = new LineSplitter({ decoder: new StrictDecoder(), maxLineBytes: 1000 });
  const before = process.memoryUsage().arrayBuffers;
  for (let n = 0; n < 2000; n += 1) splitter.push(Buffer.alloc(65_536, "x"));
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(100_000_000);
  expect(splitter.end()).toEqual([{ number: 1, offset: 0, bytes: 131_072_000, text: null, content: null }]);
});

test.each(["utf-16le", "utf-16be"])("LineSplitter reads %s, whose newline has two bytes", (encoding) => {
  const text = "\ufeffaĊ\n਀b\nlast";
  const bytes = Buffer.from(text, "utf16le");
  const lines = split(encoding === "utf-16le" ? bytes : bytes.swap16(), { encoding, cuts: [1, 4, 9] });
  expect(lines.map((line) => line.text)).toEqual(["aĊ", "਀b", "last"]);
});

test("LineSplitter reports half a code unit at the end", () => {
  expect(split(Buffer.of(0x61, 0, 0x0a, 0, 0x62), { encoding: "utf-16le" }).map(({ text }) => text)).toEqual(["a", null]);
});

test("LineSplitter begins again in the middle", () => {
  const splitter = new LineSplitter({ decoder: new StrictDecoder(), maxLineBytes: 100, offset: 40, line: 7 });
  expect(splitter.push(Buffer.from("a\n"))).toEqual([{ number: 8, offset: 40, bytes: 2, text: "a" }]);
});

test("LineSplitter gives the same lines whatever the chunks", () => {
  const random = seeded(42);
  const alphabet = ["a", "é", "\u{1f33f}", "\n", "\r\n", "\0", "\u2028", "xyz"];
  for (let round = 0; round < 300; round += 1) {
    const text = Array.from({ length: Math.floor(random() * 40) }, () => alphabet[Math.floor(random() * alphabet.length)]).join("");
    const bytes = Buffer.concat([Buffer.from(text), random() < 0.3 ? Buffer.of(0xc3, 0x0a, 0x61) : Buffer.alloc(0)]);
    const cuts = Array.from({ length: Math.floor(random() * 6) }, () => Math.floor(random() * (bytes.length + 1))).sort((a, b) => a - b);
    expect(split(bytes, { cuts, maxLineBytes: 12 })).toEqual(split(bytes, { maxLineBytes: 12 }));
    expect(split(bytes).reduce((sum, line) => sum + line.bytes, 0)).toBe(bytes.length);
  }
});
