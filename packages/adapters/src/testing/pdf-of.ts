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

/** What {@link pdfOf} adds to the pages. */
export interface TestPdfOptions {
  readonly info?: string;
  /** Repeats the first page in the page tree. */
  readonly copies?: number;
  /** The properties of the XMP metadata, as XML. */
  readonly xmp?: string;
  /** What the characters of the font stand for, where that is not themselves. */
  readonly toUnicode?: Readonly<Record<string, string>>;
}

/** The bytes of a small PDF 1.4. */
export function pdfOf(pages: readonly TestPage[], { info = "", copies = 0, xmp, toUnicode }: TestPdfOptions = {}): Buffer {
  const first = 5;
  const kids = [...pages.map((_, index) => first + 2 * index), ...Array<number>(copies).fill(first)];
  const extra = [...(xmp === undefined ? [] : [xmpObject(xmp)]), ...(toUnicode === undefined ? [] : [toUnicodeObject(toUnicode)])];
  const lastExtra = first + 2 * pages.length + extra.length - 1;
  const objects: (string | Buffer)[] = [
    `<< /Type /Catalog /Pages 2 0 R ${xmp === undefined ? "" : `/Metadata ${first + 2 * pages.length} 0 R`} >>`,
    `<< /Type /Pages /Count ${kids.length} /Kids [${kids.map((number) => `${number} 0 R`).join(" ")}] >>`,
    `<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding ${toUnicode === undefined ? "" : `/ToUnicode ${lastExtra} 0 R`} >>`,
    `<< ${info} >>`,
    ...pages.flatMap((page, index) => [pageObject(first + 2 * index), streamObject(page)]),
    ...extra,
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

function xmpObject(properties: string): Buffer {
  const names = { dc: "http://purl.org/dc/elements/1.1/", xmpRights: "http://ns.adobe.com/xap/1.0/rights/", prism: "http://prismstandard.org/namespaces/basic/2.0/", rdf: "http://www.w3.org/1999/02/22-rdf-syntax-ns#" };
  const spaces = Object.entries(names).map(([prefix, url]) => `xmlns:${prefix}="${url}"`).join(" ");
  const content = `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF ${spaces}><rdf:Description rdf:about="">${properties}</rdf:Description></rdf:RDF></x:xmpmeta>`;
  return streamObject({ content, entries: "/Type /Metadata /Subtype /XML" });
}

function toUnicodeObject(meanings: Readonly<Record<string, string>>): Buffer {
  const hex = (text: string): string => `<${Buffer.from(text, "utf16le").swap16().toString("hex")}>`;
  const lines = Object.entries(meanings).map(([char, meaning]) => `<${char.charCodeAt(0).toString(16)}> ${hex(meaning)}`);
  const content = `/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def
1 begincodespacerange <00> <FF> endcodespacerange
${lines.length} beginbfchar
${lines.join("\n")}
endbfchar
endcmap CMapName currentdict /CMap defineresource pop end end`;
  return streamObject({ content });
}

function streamObject({ content, filter, entries = "" }: TestPage): Buffer {
  const bytes = Buffer.from(content);
  const dictionary = `<< /Length ${bytes.length} ${filter === undefined ? "" : `/Filter ${filter}`} ${entries} >>`;
  return Buffer.concat([Buffer.from(`${dictionary}\nstream\n`), bytes, Buffer.from("\nendstream")]);
}
