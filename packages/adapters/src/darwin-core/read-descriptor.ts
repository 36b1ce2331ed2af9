import { posix } from "node:path";
import { errorMessageOf, SluiceError } from "@sluice/core-events";
import { StrictDecoder } from "../text/strict-decoder.js";
import type { ArchiveDescriptor, TableDescriptor } from "./archive-descriptor.js";
import { parseDescriptor } from "./parse-descriptor.js";
import type { ZipArchive } from "./zip-archive.js";

const MAX_DESCRIPTOR_BYTES = 1_048_576;

/**
 * The descriptor of an archive: from the `meta.xml` nearest to the root, or, where there is none and a single data file, as
 * Simple Darwin Core whose header names the terms.
 *
 * @throws {SluiceError} `SOURCE_UNREADABLE` if there is neither, or `meta.xml` cannot be followed.
 */
export async function readDescriptor(archive: ZipArchive, signal: AbortSignal): Promise<ArchiveDescriptor> {
  const member = descriptorMember(archive);
  if (member === null) return simpleDescriptor(archive, signal);
  const bytes = await readSmall(archive, { member, signal });
  try {
    return parseDescriptor(decodeXml(bytes), posix.dirname(member));
  } catch (error) {
    throw unreadable(archive, `${member} cannot be followed: ${errorMessageOf(error)}`, error);
  }
}

function descriptorMember(archive: ZipArchive): string | null {
  const depth = (name: string): number => name.split("/").length;
  const found = archive.members.filter((name) => posix.basename(name) === "meta.xml").sort((a, b) => depth(a) - depth(b));
  const [first, second] = found;
  if (first === undefined) return null;
  if (second === undefined || depth(second) > depth(first)) return first;
  throw unreadable(archive, `expected one meta.xml, received ${found.length}`);
}

async function simpleDescriptor(archive: ZipArchive, signal: AbortSignal): Promise<ArchiveDescriptor> {
  const data = archive.members.filter((name) => /\.(?:csv|txt|tsv|tab)$/i.test(name));
  const [member] = data;
  if (member === undefined || data.length > 1) {
    throw unreadable(archive, `expected a meta.xml or a single data file, received ${data.length} data files`);
  }
  return { core: simpleTable(member, await firstLine(archive, { member, signal })), extensions: [] };
}

/** A table without fields takes its columns from the header. */
function simpleTable(member: string, header: string): TableDescriptor {
  return {
    rowType: "SimpleDarwinRecord",
    members: [member],
    encoding: "utf-8",
    delimiter: header.includes("\t") ? "\t" : ",",
    quote: '"',
    newline: "\n",
    headerLines: 1,
    idIndex: null,
    fields: [],
  };
}

async function firstLine(archive: ZipArchive, { member, signal }: { readonly member: string; readonly signal: AbortSignal }): Promise<string> {
  for await (const chunk of archive.read(member, signal)) {
    const end = chunk.indexOf("\n");
    return chunk.toString("latin1", 0, end === -1 ? chunk.length : end);
  }
  return "";
}

async function readSmall(archive: ZipArchive, { member, signal }: { readonly member: string; readonly signal: AbortSignal }): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of archive.read(member, signal)) {
    bytes += chunk.length;
    if (bytes > MAX_DESCRIPTOR_BYTES) throw unreadable(archive, `expected ${member} to have at most ${MAX_DESCRIPTOR_BYTES} bytes, received more`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** The encoding is that of the byte order mark, else the declared one, else UTF-8. */
function decodeXml(bytes: Buffer): string {
  const declared = /^<\?xml[^>]{1,200}?encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']/.exec(bytes.toString("latin1", 0, 256))?.[1];
  const marked = ["utf-8", "utf-16le", "utf-16be"].find((label) => startsWithMark(bytes, label));
  const decoder = new StrictDecoder(marked ?? declared ?? "utf-8");
  const text = decoder.decode(marked === undefined ? bytes : bytes.subarray(decoder.byteOrderMark.length));
  if (text === null) throw new Error(`expected ${decoder.encoding}, received other bytes`);
  return text;
}

function startsWithMark(bytes: Buffer, label: string): boolean {
  const { byteOrderMark } = new StrictDecoder(label);
  return bytes.subarray(0, byteOrderMark.length).equals(byteOrderMark);
}

function unreadable({ path }: ZipArchive, problem: string, cause?: unknown): SluiceError {
  return new SluiceError(`Cannot read ${path} as a Darwin Core Archive: ${problem}`, {
    code: "SOURCE_UNREADABLE",
    context: { path },
    ...(cause !== undefined && { cause }),
  });
}
