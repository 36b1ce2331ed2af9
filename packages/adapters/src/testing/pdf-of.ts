import { deflateSync } from "node:zlib";

/** One page: what its content stream draws, already compressed if `filter` says so. */
export interface TestPage {
  readonly content: string | Buffer;
  readonly filter?: string;
  /** Further entries of the stream's dictionary. */
  readonly entries?: string;
}

/** A page that shows one line of text. */
export function textPage(text: string): TestPage {
  return { content: `BT /F1 12 Tf 72 720 Td (${text}) Tj ET` };
}

/** A page whose content inflates to `bytes` of the same commands, by default blanks. */
export function bombPage(bytes: number, { commands = " " }: { readonly commands?: string } = {}): TestPage {
  return { content: deflateSync(Buffer.alloc(bytes, commands)), filter: "/FlateDecode" };
}

/** The bytes of a small PDF 1.4. `copies` repeats the first page in the page tree. */
export function pdfOf(pages: readonly TestPage[], { info = "", copies = 0 }: { readonly info?: string; readonly copies?: number } = {}): Buffer {
  const first = 5;
  const kids = [...pages.map((_, index) => first + 2 * index), ...Array<number>(copies).fill(first)];
  const objects: (string | Buffer)[] = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    `<< /Type /Pages /Count ${kids.length} /Kids [${kids.map((number) => `${number} 0 R`).join(" ")}] >>`,
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    `<< ${info} >>`,
    ...pages.flatMap((page, index) => [pageObject(first + 2 * index), streamObject(page)]),
  ];
  const parts: Buffer[] = [Buffer.from("%PDF-1.4\n")];
  const offsets = objects.map((object, index) => {
    const offset = parts.reduce((sum, part) => sum + part.length, 0);
    parts.push(Buffer.from(`${index + 1} 0 obj\n`), Buffer.from(object), Buffer.from("\nendobj\n"));
    return offset;
  });
  const start = parts.reduce((sum, part) => sum + part.length, 0);
  const table = offsets.map((offset) => `${String(offset).padStart(10, "0")} 00000 n \n`).join("");
  const size = objects.length + 1;
  parts.push(Buffer.from(`xref\n0 ${size}\n0000000000 65535 f \n${table}trailer\n<< /Size ${size} /Root 1 0 R /Info 4 0 R >>\nstartxref\n${start}\n%%EOF\n`));
  return Buffer.concat(parts);
}

function pageObject(number: number): string {
  return `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << /F1 3 0 R >> >> /Contents ${number + 1} 0 R >>`;
}

function streamObject({ content, filter, entries = "" }: TestPage): Buffer {
  const bytes = Buffer.from(content);
  const dictionary = `<< /Length ${bytes.length} ${filter === undefined ? "" : `/Filter ${filter}`} ${entries} >>`;
  return Buffer.concat([Buffer.from(`${dictionary}\nstream\n`), bytes, Buffer.from("\nendstream")]);
}
