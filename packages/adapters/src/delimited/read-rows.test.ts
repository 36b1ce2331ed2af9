import { expect, test } from "vitest";
import { StrictDecoder } from "../text/strict-decoder.js";
import { readRows, type ReadRowsOptions, type Row } from "./read-rows.js";

const options: ReadRowsOptions = { file: "x.csv", decoder: new StrictDecoder(), format: { delimiter: ",", quote: '"' }, maxRecordBytes: 1000 };

async function* chunked(content: string | Buffer, size: number): AsyncGenerator<Buffer> {
  const bytes = Buffer.from(content);
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function rowsOf(content: string | Buffer, overrides: Partial<ReadRowsOptions> = {}, chunkBytes = 1_000_000): Promise<Row[]> {
  const rows: Row[] = [];
  for await (const group of readRows(chunked(content, chunkBytes), { ...options, ...overrides })) rows.push(...group);
  return rows;
}

function summary(rows: readonly Row[]): unknown[] {
  return rows.map(({ line, cells, problem }) => cells ?? `${line}: ${problem?.code}`);
}

test("readRows() reads quoted delimiters, newlines and doubled quotes", async () => {
  const rows = await rowsOf('a,"b,c"\r\n"d\r\ne","f ""g"""\r\n,""\r\n');
  expect(rows.map(({ cells }) => cells)).toEqual([["a", "b,c"], ["d\r\ne", 'f "g"'], ["", ""]]);
  expect(rows.map(({ line, offset, bytes }) => [line, offset, bytes])).toEqual([[1, 0, 9], [2, 9, 18], [4, 27, 5]]);
});

test("readRows() takes a quote inside an unquoted field as it is", async () => {
  expect(summary(await rowsOf('5" tall,a"b"\nc,"d"\n'))).toEqual([['5" tall', 'a"b"'], ["c", "d"]]);
});

test("readRows() keeps blanks and skips blank lines", async () => {
  expect(summary(await rowsOf("\n a ,b \n\r\n\nc,d\n"))).toEqual([[" a ", "b "], ["c", "d"]]);
});

test("readRows() gives up one line where a quote is never closed", async () => {
  expect(summary(await rowsOf('a,b\n"c,d\ne,f\ng,h\n'))).toEqual([["a", "b"], "2: SOURCE_TRUNCATED", ["e", "f"], ["g", "h"]]);
});

test("readRows() gives up one line where text follows a closing quote", async () => {
  const rows = await rowsOf('"a,b\nc,"d"\ne,f\n"g"h,i\nj,k\n');
  expect(summary(rows)).toEqual(["1: RECORD_MALFORMED", ["c", "d"], ["e", "f"], "4: RECORD_MALFORMED", ["j", "k"]]);
});

test("readRows() gives up one line where a quoted field outgrows the limit", async () => {
  const rows = await rowsOf(`"a,b\n${"c,d\n".repeat(20)}`, { maxRecordBytes: 50 });
  expect(rows).toHaveLength(21);
  expect(rows[0]).toMatchObject({ line: 1, cells: null, text: '"a,b', problem: { code: "RECORD_TOO_LARGE" } });
  expect(rows.slice(1).every(({ cells }) => cells?.join() === "c,d")).toBe(true);
});

test("readRows() fails a line beyond the limit and reads on", async () => {
  expect(summary(await rowsOf(`a,b\n${"x".repeat(60)}\n\nc,d\n`, { maxRecordBytes: 50 }))).toEqual([["a", "b"], "2: RECORD_TOO_LARGE", ["c", "d"]]);
});

test("readRows() fails a quoted record with bytes outside the encoding as a whole", async () => {
  const bytes = Buffer.concat([Buffer.from('a,b\n"c\n'), Buffer.of(0xe9), Buffer.from('\nd",e\nf,g\n')]);
  const rows = await rowsOf(bytes);
  expect(summary(rows)).toEqual([["a", "b"], "2: RECORD_MALFORMED", ["f", "g"]]);
  expect(Buffer.from(rows[1]!.base64!, "base64")).toEqual(bytes.subarray(4, bytes.length - 5));
});

test("readRows() reads without quotes where there are none", async () => {
  const format = { delimiter: "\t", quote: "" };
  expect(summary(await rowsOf('a\t"b\nc\td"\n', { format }))).toEqual([["a", '"b'], ["c", 'd"']]);
});

test("readRows() reads UTF-16 and multi-byte delimiters", async () => {
  const format = { delimiter: "||", quote: "'" };
  const bytes = Buffer.from("\ufeffé||'x||y'\nz||", "utf16le");
  expect(summary(await rowsOf(bytes, { format, decoder: new StrictDecoder("utf-16le") }))).toEqual([["é", "x||y"], ["z", ""]]);
});

test("readRows() gives the same rows whatever the chunks", async () => {
  const text = 'a,"b\n""c"""\r\n"x"y\n"\u00e9,\u{1f33f}\n5",6\n"open\nz,z\n';
  const whole = await rowsOf(text);
  for (let size = 1; size < 20; size += 1) expect(await rowsOf(text, {}, size)).toEqual(whole);
});

test("readRows() gives the same rest from the place of every row, also behind broken quotes", async () => {
  const bytes = Buffer.concat([Buffer.from('a,"b\n""c"""\n"x"y\n"q\n5",6\n'), Buffer.of(0xff), Buffer.from('\n"open\nz,z\n"\n1,2')]);
  const rows = await rowsOf(bytes);
  for (const [index, { line, offset }] of rows.entries()) {
    expect(await rowsOf(bytes.subarray(offset), { offset, line: line - 1 })).toEqual(rows.slice(index));
  }
});

test("readRows() stays linear for a megabyte of stray quotes", async () => {
  for (const unit of ['"\n', 'a,"\n', '"a""\n', '"",""\n', '"""\n', ',"""y\n', 'x""\n']) {
    const start = performance.now();
    await rowsOf(`"${unit.repeat(1_000_000 / unit.length)}`, { maxRecordBytes: 16_777_216 });
    expect(performance.now() - start).toBeLessThan(5000);
  }
});
